import GateDomain

@testable import GateFusion

/// Short ways to write reads, frames, sightings and declarations.
enum Fixture {
    static let lane = LanePlace(gate: "huu-nghi", lane: "IN-1")
    static let start = Instant(rfc3339: "2026-03-02T01:00:00Z") ?? .distantPast

    static func camera(_ role: CameraRole, lane: LanePlace = lane) -> CameraPlace {
        CameraPlace(lane: lane, camera: role.rawValue, role: role)
    }

    static func time(_ seconds: Double, epoch: Int = 0) -> CaptureTime {
        CaptureTime(instant: start.advanced(bySeconds: seconds), quality: .recorded, epoch: epoch)
    }

    static func quad(_ x: Double, _ y: Double = 300, width: Double = 160, height: Double = 40) -> Quad {
        Quad(box: Box(x: x, y: y, width: width, height: height))
    }

    static func text(_ text: String, _ probability: Double = 0.95) -> ReadText {
        ReadText(text.map { ReadCharacter($0, probability: probability) })
    }

    private static let unknownPlate: Plate = {
        guard let plate = Plate("X000") else { fatalError("a plate of four characters is a plate") }
        return plate
    }()

    static func plate(
        _ read: String, _ confidence: Double = 0.9, at quad: Quad = quad(500), isCut: Bool = false
    ) -> PlateRead {
        PlateRead(
            raw: text(read), plate: Plate(read) ?? unknownPlate, colour: .yellow, confidence: confidence, lines: 1,
            corners: quad, isCut: isCut)
    }

    static func container(
        _ read: String, _ confidence: Double = 0.9, size: String? = "22G1", at quad: Quad = quad(500),
        isCheckDigitSeen: Bool = true
    ) -> ContainerRead? {
        ContainerNumber(read).map {
            ContainerRead(
                raw: text(read), number: $0, sizeType: size.flatMap { SizeTypeCode($0) }, confidence: confidence,
                corners: quad, isCheckDigitSeen: isCheckDigitSeen)
        }
    }

    static func frame(
        _ seconds: Double, plates: [PlateRead] = [], containers: [ContainerRead?] = [], presence: Double? = nil,
        dark: Bool = false, read: Bool = true, unread: [Quad] = []
    ) -> FrameObservation {
        let isBusy = !plates.isEmpty || !containers.isEmpty || !unread.isEmpty
        return FrameObservation(
            time: time(seconds), presence: presence ?? (isBusy ? 0.5 : 0), isDark: dark, wasRead: read, plates: plates,
            containers: containers.compactMap { $0 }, unreadPlates: unread)
    }

    /// Times at 12 frames a second.
    static func times(_ from: Double, _ to: Double) -> [Double] {
        Array(stride(from: from, to: to, by: 1.0 / 12))
    }

    static func sighting(
        _ role: CameraRole, _ text: String, at seconds: Double, settled: Double? = nil, visit: Int = 1, reads: Int = 5,
        confidence: Double = 0.95, size: String? = "22G1", lane: LanePlace = lane
    ) -> Sighting {
        let box = container(text, confidence, size: size)
        let subject = box.map { Sighting.Subject.container($0) } ?? .plate(plate(text, confidence))
        return sighting(role, subject, at: seconds, settled: settled, visit: visit, reads: reads, lane: lane)
    }

    static func sighting(
        _ role: CameraRole, _ subject: Sighting.Subject, at seconds: Double, settled: Double? = nil,
        last: Double? = nil, visit: Int = 1, reads: Int = 0, lane: LanePlace = lane
    ) -> Sighting {
        let end = settled ?? seconds + 1
        var sighting = Sighting(
            id: "", place: camera(role, lane: lane), visit: visit, subject: subject, first: time(seconds),
            last: time(last ?? end), settled: time(end).instant, reads: reads)
        sighting.id = "\(lane.gate)/\(lane.lane)/\(role.rawValue)/\(time(seconds).instant.rfc3339)/\(sighting.summary)"
        return sighting
    }

    static func setup(
        _ roles: [CameraRole], direction: LaneDirection = .entry, lane: LanePlace = lane
    ) -> LaneSetup {
        LaneSetup(place: lane, direction: direction, cameras: roles.map { camera($0, lane: lane) })
    }

    /// A decided passage with one sighting a role and text.
    static func passage(
        _ seen: [(CameraRole, String)], at seconds: Double = 0, direction: LaneDirection = .entry,
        lane: LanePlace = lane, dark: [String] = [], unseen: [CameraRole] = []
    ) -> Passage {
        passage(
            sightings: seen.map { sighting($0.0, $0.1, at: seconds, lane: lane) }, at: seconds, direction: direction,
            lane: lane, dark: dark, unseen: unseen)
    }

    static func passage(
        sightings: [Sighting], at seconds: Double = 0, direction: LaneDirection = .entry, lane: LanePlace = lane,
        dark: [String] = [], unseen: [CameraRole] = []
    ) -> Passage {
        Passage(
            id: "\(lane.gate)/\(lane.lane)/\(time(seconds).instant.rfc3339)", place: lane, direction: direction,
            arrived: time(seconds).instant, decided: time(seconds + 8).instant, sightings: sightings,
            darkCameras: dark, unseenRoles: unseen)
    }

    static func declaration(
        _ reference: String, _ tractor: String?, _ trailer: String? = nil, _ containers: [String] = [],
        direction: LaneDirection? = nil, gate: String? = nil, from: Double? = nil, until: Double? = nil,
        status: Declaration.Status = .accepted, version: Int = 1
    ) -> Declaration {
        Declaration(
            reference: reference, version: version, status: status, direction: direction, gate: gate,
            validFrom: from.map { time($0).instant }, validUntil: until.map { time($0).instant },
            vehicle: .init(
                tractorPlate: tractor.flatMap { Plate($0) }, trailerPlate: trailer.flatMap { Plate($0) }),
            containers: containers.map { .init(number: $0) })
    }
}

extension [TrackerAction] {
    var sightings: [Sighting] {
        compactMap { action in
            if case .settle(let sighting, _) = action { sighting } else { nil }
        }
    }
}

extension Sighting {
    var summary: String { readText ?? (subject == .unreadVehicle ? "unread" : "dark") }
}

/// A small generator of the same numbers everywhere (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
