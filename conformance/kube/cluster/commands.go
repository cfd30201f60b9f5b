// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"gatehouse.io/conformance/cluster/internal/keeper"
	"gatehouse.io/conformance/cluster/internal/place"
)

func up(arguments []string) error {
	options, err := keeper.ParseOptions(arguments)
	if err != nil {
		return err
	}
	line, err := keeper.Up(options)
	if err != nil || options.Foreground {
		return err
	}
	var ready Ready
	if err := json.Unmarshal([]byte(line), &ready); err != nil {
		return err
	}
	name := ""
	if ready.Name != defaultName {
		name = "--name " + ready.Name + " "
	}
	fmt.Printf(`Cluster %s is up.
  use it    ./conformance/cluster kubectl %[2]sget nodes
  reach it  ./conformance/cluster exec %[2]scurl http://SERVICE.NAMESPACE
  end it    ./conformance/cluster down %[2]s
`, ready.Name, name)
	return nil
}

// apiServer kills the API server, or has it started anew, and returns at once.
func apiServer(arguments []string) error {
	flags := flag.NewFlagSet("apiserver", flag.ContinueOnError)
	name := flags.String("name", defaultName, "the cluster's `name`")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	cluster, err := place.Named(*name)
	if err != nil {
		return err
	}
	switch flags.Arg(0) {
	case "stop":
		return os.WriteFile(cluster.APIServerAway(), nil, 0o644)
	case "start":
		return os.Remove(cluster.APIServerAway())
	}
	return fmt.Errorf("apiserver %q: stop or start?", flags.Arg(0))
}

func down(arguments []string) error {
	flags := flag.NewFlagSet("down", flag.ContinueOnError)
	name := flags.String("name", defaultName, "the cluster's `name`")
	all := flags.Bool("all", false, "end all clusters")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if !*all {
		cluster, err := place.Named(*name)
		if err != nil {
			return err
		}
		return keeper.Down(cluster)
	}
	clusters, err := keeper.All()
	if err != nil {
		return err
	}
	for _, cluster := range clusters {
		if err := keeper.Down(cluster); err != nil {
			return err
		}
	}
	return nil
}

func status() error {
	clusters, err := keeper.All()
	if err != nil {
		return err
	}
	if len(clusters) == 0 {
		fmt.Fprintln(os.Stderr, "No cluster is up.")
		return nil
	}
	const format = "%-20s %-10s %-30s %s\n"
	fmt.Printf(format, "NAME", "PROCESS", "NETWORK NAMESPACE", "DIRECTORY")
	for _, cluster := range clusters {
		process, err := keeper.Running(cluster)
		state := fmt.Sprint(process)
		if err != nil || process == 0 {
			state = "ended" // its keeper was killed; `down` removes the rest
		}
		fmt.Printf(format, cluster.Name, state, cluster.Netns(), cluster.Dir)
	}
	return nil
}
