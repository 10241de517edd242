public import GateDomain
public import GatePipeline

/// A place of a stream's frame that looks like a plate or a number but did not count, with its picture: kept to tell why something was missed.
public struct RefusedRead: Sendable {
    public var camera: CameraPlace
    public var time: CaptureTime
    public var attempt: ReadingAttempt
    public var crop: EvidencePicture
}

extension ReadingAttempt {
    /// Refused, but more than a lamp or a corrugation: somebody may ask why it was not read.
    var isTelling: Bool {
        guard refusal != nil else { return false }
        switch kind {
        case .plate: return text.count >= 4 || scores["heat", default: 0] >= 0.5
        case .weights: return false
        case .container: return !final.isEmpty || text.count >= 7
        }
    }
}
