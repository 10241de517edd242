public import GateDomain

/// Looks at one camera's pictures in order: motion gate, detection, reading. Used from that camera's thread only.
public protocol CameraRecogniser: AnyObject {
    /// - Parameter attention: what the tracker still wants to know; it may be served less often than asked.
    func observe(_ frame: VideoFrame, attention: Attention) throws -> FrameObservation

    /// Pictures of a region that are kept as evidence: its crop with surroundings, and the scene at reduced size.
    func evidence(of region: Quad?, in frame: VideoFrame) throws -> [EvidencePicture]
}

/// Makes recognisers that share the loaded networks; safe to use from any thread.
public protocol RecogniserFactory: Sendable {
    func makeRecogniser(for camera: CameraPlace) throws -> any CameraRecogniser
}

/// A picture kept because an officer may want to see it.
public struct EvidencePicture: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable { case crop, scene }
    public var kind: Kind
    /// A JPEG file's bytes.
    public var jpeg: [UInt8]

    public init(kind: Kind, jpeg: [UInt8]) {
        self.kind = kind
        self.jpeg = jpeg
    }
}
