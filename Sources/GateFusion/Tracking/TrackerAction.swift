public import GateDomain

/// What the caller of a `CameraTracker` has to do.
public enum TrackerAction: Sendable {
    /// The frame just observed shows this track best so far: take pictures of the region (nil: of the whole scene) and keep the last
    /// ones by track.
    case keepEvidence(track: Int, region: Quad?)
    /// Add the evidence kept for the track, then commit.
    case settle(Sighting, track: Int)
}
