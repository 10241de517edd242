import GateDomain
import GatePipeline

/// A camera's recogniser with an eye on the view itself: says when the camera cannot see its lane, and leaves out what is no part of the world
/// before it: texts that the camera burns into its picture, and what the configuration masks.
final class GuardedRecogniser: CameraRecogniser {
    private let base: any CameraRecogniser
    /// In parts of the picture's width and height.
    private let masks: [Box]
    private var views = ViewWatch()
    private var texts = StillText()
    private var lastView = Instant.distantPast

    /// Seconds of event time between looks at the view itself.
    private static let viewEvery = 1.0
    /// Presence from which on something is in the lane.
    private static let presence = 0.04

    init(_ base: any CameraRecogniser, masks: [Box]) {
        (self.base, self.masks) = (base, masks)
    }

    func observe(_ frame: VideoFrame, attention: Attention) throws -> FrameObservation {
        var observation = try base.observe(frame, attention: attention)
        let view = GreyView(frame)
        if observation.wasRead { leaveOut(from: &observation, in: view) }
        if !observation.isDark { observation.view = look(view, observation) }
        return observation
    }

    private func look(_ view: GreyView, _ observation: FrameObservation) -> ViewTrouble? {
        let now = observation.time.instant
        let hasRead = !observation.plates.isEmpty || !observation.containers.isEmpty
        guard hasRead || lastView == .distantPast || now.seconds(since: lastView) >= Self.viewEvery - 0.001 else {
            return views.trouble
        }
        lastView = now
        let measures = ViewMeasures(view, means: MotionGate.means(view))
        return views.look(measures, isEmpty: observation.presence < Self.presence, hasRead: hasRead, at: now)
    }

    private func leaveOut(from observation: inout FrameObservation, in view: GreyView) {
        texts.nextLook()
        let now = observation.time.instant
        func isOut(_ region: Quad) -> Bool {
            let centre = region.centre
            let (x, y) = (centre.x / Double(view.width), centre.y / Double(view.height))
            if masks.contains(where: { x >= $0.x && x < $0.x + $0.width && y >= $0.y && y < $0.y + $0.height }) {
                return true
            }
            let box = region.bounds
            return texts.isStill(box, surroundings: StillText.surroundings(of: box, in: view), at: now)
        }
        observation.plates.removeAll { isOut($0.corners) }
        observation.containers.removeAll { isOut($0.corners) }
        observation.unreadPlates.removeAll { isOut($0) }
    }

    func evidence(of region: Quad?, in frame: VideoFrame) throws -> [EvidencePicture] {
        try base.evidence(of: region, in: frame)
    }
}
