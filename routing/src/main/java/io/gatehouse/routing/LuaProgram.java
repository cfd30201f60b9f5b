// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// A program in Lua, which requests pass.
public record LuaProgram(String name, String code, List<String> upstreams)
        implements TrafficProgram {
    public LuaProgram {
        upstreams = List.copyOf(upstreams);
    }
}
