// SPDX-License-Identifier: Apache-2.0

// Command ratelimit is Envoy's rate limit service with a store of its own, in memory. What it
// listens at and where its limits are it is told by its usual environment.
package main

import (
	"log"
	"os"

	"github.com/alicebob/miniredis/v2"
	"github.com/envoyproxy/ratelimit/src/service_cmd/runner"
	"github.com/envoyproxy/ratelimit/src/settings"
)

func main() {
	store := miniredis.NewMiniRedis()
	if err := store.Start(); err != nil {
		log.Fatal(err)
	}
	for name, value := range map[string]string{
		"REDIS_SOCKET_TYPE": "tcp",
		"REDIS_URL":         store.Addr(),
		"USE_STATSD":        "false",
	} {
		if err := os.Setenv(name, value); err != nil {
			log.Fatal(err)
		}
	}
	service := runner.NewRunner(settings.NewSettings())
	service.Run()
}
