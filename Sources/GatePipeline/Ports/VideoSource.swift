public import GateDomain

/// Something that happened to a stream beside its frames.
public enum IngestNotice: Sendable, Hashable {
    /// Packets or pictures that could not be decoded and were left out.
    case damaged(count: Int, near: CaptureTime?, detail: String)
    /// Footage is missing between two instants of the stream.
    case gap(from: CaptureTime, to: CaptureTime)
}

/// An error of a stream: what, where, and whether trying again can help.
public struct IngestError: Error, Sendable, CustomStringConvertible {
    public var description: String
    public var isRetriable: Bool

    public init(_ description: String, isRetriable: Bool) {
        self.description = description
        self.isRetriable = isRetriable
    }
}

/// A camera's stream or recording. One blocking call; all retry logic sits in the supervisor.
public protocol VideoSource: Sendable {
    /// For messages: the path or the URL without its password.
    var name: String { get }

    /// Reads the stream on the caller's thread until it ends, `deliver` returns false, or `stop` is called from another thread.
    /// - Parameters:
    ///   - epoch: stamped on every frame's capture time; the supervisor steps it on each reconnect.
    ///   - deliver: takes each decoded frame in order of capture time; false ends the run.
    func run(epoch: Int, deliver: (VideoFrame) -> Bool, notice: (IngestNotice) -> Void) throws(IngestError)

    /// Makes a running `run` return soon, from any thread.
    func stop()
}
