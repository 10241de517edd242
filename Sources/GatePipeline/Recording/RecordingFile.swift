import GateDomain

/// `lane.json5` as it stands.
struct RecordingFile: Decodable {
    struct Lane: Decodable {
        var gate: String
        var id: String
        var direction: LaneDirection
        var cameras: [Camera]
    }
    struct Camera: Decodable {
        var id: String
        var role: CameraRole
        var clips: [Clip]
        var clockOffset: Double?
    }
    struct Clip: Decodable {
        var file: String
        var start: String
    }
    /// Names of the gates; for people.
    struct Gate: Decodable {
        var id: String
        var name: String?
    }
    var scenario: String?
    var gates: [Gate]?
    var lanes: [Lane]
}

extension RecordingFile {
    /// What cannot be, though each value is of its type.
    var problems: [ConfigurationValueError] {
        var problems: [ConfigurationValueError] = []
        func check(_ path: [String], _ refusal: String?) {
            if let refusal { problems.append(.init(path, refusal)) }
        }
        func checkName(_ path: [String], _ text: String) {
            check(path, text.isEmpty ? "empty; a name belongs here" : TextBound.identifier.refusal(of: text))
        }
        var places: Set<LanePlace> = []
        for (number, lane) in lanes.enumerated() {
            let path = ["lanes", String(number)]
            checkName(path + ["gate"], lane.gate)
            checkName(path + ["id"], lane.id)
            if !places.insert(LanePlace(gate: lane.gate, lane: lane.id)).inserted {
                check(path + ["id"], "gate \(lane.gate) has a lane \(lane.id) already; ids must differ")
            }
            if lane.cameras.isEmpty { check(path + ["cameras"], "the lane has no cameras; name at least one") }
            var names: Set<String> = []
            for (index, camera) in lane.cameras.enumerated() {
                let path = path + ["cameras", String(index)]
                checkName(path + ["id"], camera.id)
                if !names.insert(camera.id).inserted {
                    check(path + ["id"], "the lane has a camera \(camera.id) already; ids must differ")
                }
                check(path + ["clockOffset"], camera.clockOffset.flatMap(Quantity.clockOffset.refusal))
                for (place, clip) in camera.clips.enumerated() {
                    let path = path + ["clips", String(place)]
                    checkName(path + ["file"], clip.file)
                    let start = Instant(rfc3339: clip.start)
                    check(
                        path + ["start"],
                        start == nil
                            ? "\(clip.start.quoted) is no RFC 3339 time such as 2026-03-02T01:00:00Z" : start?.refusal)
                }
            }
        }
        return problems
    }
}
