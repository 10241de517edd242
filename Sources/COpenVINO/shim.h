// OpenVINO's C API; its compile call is variadic, which Swift cannot call: typed wrapper.
#ifndef GATE_COPENVINO_SHIM_H
#define GATE_COPENVINO_SHIM_H
#include <openvino/c/openvino.h>

/// Compiles for the CPU with `threads` inference threads and a fixed f32 precision, so that the same picture
/// gives the same numbers whatever the processor offers.
static inline ov_status_e gate_ov_compile_cpu(
    const ov_core_t *core, const ov_model_t *model, const char *threads, ov_compiled_model_t **compiled) {
    return ov_core_compile_model(
        core, model, "CPU", 8, compiled, "INFERENCE_NUM_THREADS", threads, "NUM_STREAMS", "1",
        "INFERENCE_PRECISION_HINT", "f32", "ENABLE_CPU_PINNING", "NO");
}
#endif
