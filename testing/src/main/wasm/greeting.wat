;; A proxy-wasm module (ABI 0.2.1) for tests. It adds to each response the header "x-wasm" with the
;; plugin's configuration, and where it has an environment variable "x-wasm-environment" with that,
;; and puts "wasm:" before the first bytes of each connection.
(module
  (import "env" "proxy_add_header_map_value"
    (func $add_header (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_get_buffer_bytes"
    (func $get_buffer (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_set_buffer_bytes"
    (func $set_buffer (param i32 i32 i32 i32 i32) (result i32)))

  (import "wasi_snapshot_preview1" "environ_sizes_get"
    (func $environment_sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get"
    (func $environment (param i32 i32) (result i32)))

  (memory (export "memory") 2)
  (data (i32.const 16) "x-wasm")
  (data (i32.const 32) "wasm:")
  (data (i32.const 48) "x-wasm-environment")

  ;; 0: where the configuration is, 4: how long it is, 8: where free memory begins
  (data (i32.const 8) "\00\10\00\00")
  (global $prefixed (mut i32) (i32.const 0))

  (func (export "proxy_abi_version_0_2_1"))
  (func (export "proxy_on_memory_allocate") (param $size i32) (result i32)
    (local $start i32)
    (local.set $start (i32.load (i32.const 8)))
    (i32.store (i32.const 8) (i32.add (local.get $start) (local.get $size)))
    (local.get $start))
  (func (export "proxy_on_context_create") (param i32 i32))

  ;; buffer 7 is the plugin's configuration
  (func (export "proxy_on_configure") (param $context i32) (param $size i32) (result i32)
    (drop (call $get_buffer
      (i32.const 7) (i32.const 0) (local.get $size) (i32.const 0) (i32.const 4)))
    (i32.const 1))

  ;; map 2 is the response's headers
  (func (export "proxy_on_response_headers")
    (param $context i32) (param $headers i32) (param $end i32) (result i32)
    (drop (call $add_header
      (i32.const 2)
      (i32.const 16) (i32.const 6)
      (i32.load (i32.const 0)) (i32.load (i32.const 4))))
    ;; 80: how many variables, 84: how long all of them are, each with a zero at its end
    (drop (call $environment_sizes (i32.const 80) (i32.const 84)))
    (if (i32.load (i32.const 80))
      (then
        (drop (call $environment (i32.const 65536) (i32.const 66560)))
        (drop (call $add_header
          (i32.const 2)
          (i32.const 48) (i32.const 18)
          (i32.const 66560) (i32.sub (i32.load (i32.const 84)) (i32.const 1))))))
    (i32.const 0))

  ;; buffer 2 is what the client sends
  (func (export "proxy_on_downstream_data")
    (param $context i32) (param $size i32) (param $end i32) (result i32)
    (if (i32.eqz (global.get $prefixed))
      (then
        (global.set $prefixed (i32.const 1))
        (drop (call $set_buffer
          (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 32) (i32.const 5)))))
    (i32.const 0)))
