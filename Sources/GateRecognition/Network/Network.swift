import COpenVINO
import Foundation
import GateDomain

/// A network compiled for one thread at f32 precision; hands out requests, which share its weights.
final class Network: @unchecked Sendable {
    // Sendable: OpenVINO's compiled model may be used from several threads; it is not changed after init.
    private var compiled: OpaquePointer?
    let name: String

    /// - Parameter path: of the `.xml`; the `.bin` lies beside it.
    init(core: OpaquePointer, path: String) throws(RecognitionError) {
        name = URL(fileURLWithPath: path).lastPathComponent
        var model: OpaquePointer?
        try check(
            ov_core_read_model(core, path, nil, &model), "\(path): the network cannot be read; is its .bin beside it?")
        defer { ov_model_free(model) }
        try check(
            gate_ov_compile_cpu(core, model, "1", &compiled),
            "\(path): the network cannot be compiled for this processor")
    }

    deinit { ov_compiled_model_free(compiled) }

    func makeRequest() throws(RecognitionError) -> NetworkRequest {
        var request: OpaquePointer?
        try check(
            ov_compiled_model_create_infer_request(compiled, &request), "\(name): no inference request can be made")
        guard let request else { throw RecognitionError("\(name): no inference request can be made") }
        return try NetworkRequest(request, network: self)
    }
}

/// How often a network ran, and what of the processor's time that took.
public struct NetworkUsage: Sendable, Hashable {
    /// File name.
    public let network: String
    public var calls = 0
    /// Of the whole process while the network ran: right where nothing else runs in it.
    public var cpuSeconds = 0.0

    init(network: String) { self.network = network }

    static var clock: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// One inference at a time on a network: an input and its outputs, all f32. Used by one thread at a time.
final class NetworkRequest {
    private let request: OpaquePointer
    private let network: Network
    private var inputTensor: OpaquePointer?
    private(set) var input: UnsafeMutableBufferPointer<Float>
    private(set) var usage: NetworkUsage

    fileprivate init(_ request: OpaquePointer, network: Network) throws(RecognitionError) {
        self.request = request
        self.network = network
        usage = NetworkUsage(network: network.name)
        input = UnsafeMutableBufferPointer(start: nil, count: 0)
        try check(ov_infer_request_get_input_tensor(request, &inputTensor), "\(network.name): has no input")
        input = try NetworkRequest.floats(of: inputTensor, network.name)
    }

    deinit {
        ov_tensor_free(inputTensor)
        ov_infer_request_free(request)
    }

    /// Runs the network on what `input` holds.
    func infer() throws(RecognitionError) {
        let start = NetworkUsage.clock
        try check(ov_infer_request_infer(request), "\(network.name): the inference failed")
        usage.calls += 1
        usage.cpuSeconds += NetworkUsage.clock - start
    }

    /// Shows the output at `index` to `body`; the values live until the next `infer`.
    func output<T>(_ index: Int, _ body: (UnsafeBufferPointer<Float>, [Int]) throws(RecognitionError) -> T)
        throws(RecognitionError) -> T
    {
        var tensor: OpaquePointer?
        try check(
            ov_infer_request_get_output_tensor_by_index(request, index, &tensor),
            "\(network.name): has no output \(index)")
        defer { ov_tensor_free(tensor) }
        return try body(
            UnsafeBufferPointer(try NetworkRequest.floats(of: tensor, network.name)),
            try NetworkRequest.shape(of: tensor, network.name))
    }

    private static func shape(of tensor: OpaquePointer?, _ name: String) throws(RecognitionError) -> [Int] {
        var shape = ov_shape_t()
        try check(ov_tensor_get_shape(tensor, &shape), "\(name): has no shape")
        defer { ov_shape_free(&shape) }
        return (0..<Int(shape.rank)).map { Int(shape.dims[$0]) }
    }

    private static func floats(
        of tensor: OpaquePointer?, _ name: String
    ) throws(RecognitionError) -> UnsafeMutableBufferPointer<Float> {
        var type = ov_element_type_e(0)
        var count = 0
        var data: UnsafeMutableRawPointer?
        try check(ov_tensor_get_element_type(tensor, &type), "\(name): has no element type")
        try check(ov_tensor_get_size(tensor, &count), "\(name): has no size")
        try check(ov_tensor_data(tensor, &data), "\(name): has no data")
        guard type == F32, let data else { throw RecognitionError("\(name): its values are not f32; export it again") }
        return UnsafeMutableBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: count)
    }
}

private func check(_ status: ov_status_e, _ message: String) throws(RecognitionError) {
    guard status.rawValue == 0 else {
        let detail = ov_get_last_err_msg().map { String(cString: $0) } ?? ""
        throw RecognitionError(
            "\(message) (OpenVINO status \(status.rawValue)\(detail.isEmpty ? "" : ": " + String(detail.prefix(200))))")
    }
}
