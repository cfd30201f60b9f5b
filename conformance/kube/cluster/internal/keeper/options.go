// SPDX-License-Identifier: Apache-2.0

// Package keeper makes a cluster's namespaces and directory, and takes them away again however
// the cluster ends.
package keeper

import (
	"flag"
	"fmt"
	"path/filepath"

	"gatehouse.io/conformance/cluster/internal/place"
)

// Options are those of `up`.
type Options struct {
	Cluster    place.Cluster
	Images     string
	Nodes      int
	Foreground bool
}

// ParseOptions reads the arguments of `up`.
func ParseOptions(arguments []string) (Options, error) {
	var options Options
	var name string
	flags := flag.NewFlagSet("up", flag.ContinueOnError)
	flags.StringVar(&name, "name", "default", "the cluster's `name`; several may run at once")
	flags.StringVar(&options.Images, "images", "", "`file` that says which commands stand for images")
	flags.IntVar(&options.Nodes, "nodes", 1, "how many nodes")
	flags.BoolVar(&options.Foreground, "foreground", false,
		"end when standard input ends; print one line of JSON when ready")
	if err := flags.Parse(arguments); err != nil {
		return options, err
	}
	if flags.NArg() > 0 {
		return options, fmt.Errorf("up does not know %q", flags.Arg(0))
	}
	if options.Nodes < 1 || options.Nodes > place.MostNodes {
		return options, fmt.Errorf("--nodes %d: 1 to %d are possible", options.Nodes, place.MostNodes)
	}
	var err error
	if options.Images != "" {
		if options.Images, err = filepath.Abs(options.Images); err != nil {
			return options, err
		}
	}
	options.Cluster, err = place.Named(name)
	return options, err
}

func (o Options) arguments() []string {
	return []string{
		"--name", o.Cluster.Name, "--images", o.Images, "--nodes", fmt.Sprint(o.Nodes),
		fmt.Sprintf("--foreground=%t", o.Foreground),
	}
}
