import GateDomain
import GatePipeline
import GateRecognition

/// A place that was looked at, as a line of JSON: what was read there, with which scores, and why it does not count.
struct AttemptLine: Encodable {
    /// The file with its picture.
    var picture: String?
    var time: String?
    var camera: CameraPlace?
    var kind: String
    var layout: String
    var text: String
    var final: String
    var scores: [String: Double]
    var refusal: String?
    var corners: Quad
    var characters: [CharacterItem]?

    struct CharacterItem: Encodable {
        var character: String
        var state: String
        var probability: Double
        var place: Point
    }

    init(_ attempt: ReadingAttempt) {
        kind = attempt.kind.rawValue
        layout = attempt.layout
        text = attempt.text
        final = attempt.final
        scores = attempt.scores.mapValues { rounded($0, 4) }
        refusal = attempt.refusal
        corners = rounded(attempt.region)
        characters =
            attempt.characters.isEmpty
            ? nil
            : attempt.characters.map {
                CharacterItem(
                    character: String($0.character), state: $0.state.rawValue, probability: rounded($0.probability, 4),
                    place: Point(x: rounded($0.place.x, 1), y: rounded($0.place.y, 1)))
            }
    }
}
