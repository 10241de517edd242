public import GateDomain

/// A face in a picture. What it looks like is nowhere in it: nothing of a face is kept.
public struct Face: Hashable, Sendable {
    public var box: Box
    /// Eyes, nose, corners of the mouth, from left to right as seen.
    public var points: [Point]
    /// Of the detector, 0…1.
    public var score: Double
    /// Pixels from eye to eye.
    public var eyes: Double {
        guard points.count > 1 else { return 0 }
        return distance(points[0], points[1])
    }
}

/// One picture's face held against another's: never against many.
public struct FaceComparison: Hashable, Sendable {
    public enum Verdict: String, Sendable, Codable { case same, different, unknown }
    /// Why nothing can be said.
    public enum Reason: String, Sendable, Codable { case noFace, severalFaces, tooSmall, blurred }

    public var verdict: Verdict
    /// Cosine of the two embeddings, −1…1; nil where nothing was compared.
    public var score: Double?
    public var reason: Reason?
    public var live: Face?
    public var reference: Face?
}
