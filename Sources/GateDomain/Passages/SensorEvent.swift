/// What another device than a camera reports: scale, seal reader, e-seal, placard or length sensor, card reader, reefer plug.
public struct SensorEvent: Hashable, Sendable, Identifiable {
    /// Unique across gates; the same event sent again changes nothing.
    public var id: String
    public var gate: String
    /// nil for what happens on the road (e-seals).
    public var lane: String?
    public var at: Instant
    public var reading: Reading

    public enum Reading: Hashable, Sendable {
        /// The whole vehicle, kilograms, with the scale's class of OIML R 134 in percent.
        case weight(kg: Double, accuracyClass: Double)
        case seal(state: SealState, number: String?, container: String?)
        case electronicSeal(alarm: SealAlarm, minutes: Double?, container: String?, tractor: String?)
        /// All that were seen; none of them is a reading too.
        case placards([Declaration.Hazard])
        /// Number of the card.
        case driver(String)
        /// RFID of vehicle or box.
        case tag(String)
        case reefer(isRunning: Bool, celsius: Double?, container: String?)
        /// Length of a box as measured, feet.
        case length(feet: Int, container: String?)
    }

    public enum SealState: String, Codable, Sendable { case intact, broken, absent }
    public enum SealAlarm: String, Codable, Sendable { case opened, signalLost, offRoute, stopped }

    public init(id: String, gate: String, lane: String?, at: Instant, reading: Reading) {
        self.id = id
        self.gate = gate
        self.lane = lane
        self.at = at
        self.reading = reading
    }
}

/// One flat object: `{"id":…,"gate":…,"lane":…,"at":"2026-03-02T01:10:30Z","sensor":"weight","kg":38200,"accuracyClass":1}`.
extension SensorEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, gate, lane, at, sensor, kg, accuracyClass, state, number, container, alarm, minutes, tractor, placards
        case isRunning = "running"
        case celsius, feet
    }

    private enum Sensor: String, Codable { case weight, seal, electronicSeal, placards, driver, tag, reefer, length }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String? { try fields.decodeIfPresent(String.self, forKey: key) }
        func refused(_ key: CodingKeys, _ message: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: fields, debugDescription: message)
        }
        let time = try fields.decode(String.self, forKey: .at)
        guard let at = Instant(rfc3339: time) else {
            throw refused(.at, "\"\(time)\" is no RFC 3339 time such as 2026-03-02T01:10:30Z")
        }
        let gate = try fields.decode(String.self, forKey: .gate)
        let lane = try text(.lane)
        let sensor = try fields.decode(Sensor.self, forKey: .sensor)
        let container = try text(.container).map { ContainerNumber($0)?.text ?? $0 }
        switch sensor {
        case .weight:
            let kg = try fields.decode(Double.self, forKey: .kg)
            let accuracyClass = try fields.decodeIfPresent(Double.self, forKey: .accuracyClass) ?? 1
            guard kg.isFinite, kg >= 0 else { throw refused(.kg, "a weight is a number of kilograms, not below 0") }
            guard accuracyClass > 0, accuracyClass <= 10 else {
                throw refused(.accuracyClass, "classes of OIML R 134 are 0.2, 0.5, 1, 2, 5 and 10")
            }
            reading = .weight(kg: kg, accuracyClass: accuracyClass)
        case .seal:
            reading = .seal(
                state: try fields.decode(SealState.self, forKey: .state), number: try text(.number),
                container: container)
        case .electronicSeal:
            reading = .electronicSeal(
                alarm: try fields.decode(SealAlarm.self, forKey: .alarm),
                minutes: try fields.decodeIfPresent(Double.self, forKey: .minutes), container: container,
                tractor: try text(.tractor).map { Plate($0)?.text ?? $0 })
        case .placards:
            reading = .placards(try fields.decode([Declaration.Hazard].self, forKey: .placards))
        case .driver: reading = .driver(try fields.decode(String.self, forKey: .number))
        case .tag: reading = .tag(try fields.decode(String.self, forKey: .number))
        case .reefer:
            reading = .reefer(
                isRunning: try fields.decode(Bool.self, forKey: .isRunning),
                celsius: try fields.decodeIfPresent(Double.self, forKey: .celsius), container: container)
        case .length:
            reading = .length(feet: try fields.decode(Int.self, forKey: .feet), container: container)
        }
        self.gate = gate
        self.lane = lane
        self.at = at
        id = try text(.id) ?? "\(gate)/\(lane ?? "road")/\(time)/\(sensor.rawValue)/\(container ?? "")"
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(gate, forKey: .gate)
        try fields.encodeIfPresent(lane, forKey: .lane)
        try fields.encode(at.rfc3339, forKey: .at)
        switch reading {
        case .weight(let kg, let accuracyClass):
            try fields.encode(Sensor.weight, forKey: .sensor)
            try fields.encode(kg, forKey: .kg)
            try fields.encode(accuracyClass, forKey: .accuracyClass)
        case .seal(let state, let number, let container):
            try fields.encode(Sensor.seal, forKey: .sensor)
            try fields.encode(state, forKey: .state)
            try fields.encodeIfPresent(number, forKey: .number)
            try fields.encodeIfPresent(container, forKey: .container)
        case .electronicSeal(let alarm, let minutes, let container, let tractor):
            try fields.encode(Sensor.electronicSeal, forKey: .sensor)
            try fields.encode(alarm, forKey: .alarm)
            try fields.encodeIfPresent(minutes, forKey: .minutes)
            try fields.encodeIfPresent(container, forKey: .container)
            try fields.encodeIfPresent(tractor, forKey: .tractor)
        case .placards(let placards):
            try fields.encode(Sensor.placards, forKey: .sensor)
            try fields.encode(placards, forKey: .placards)
        case .driver(let number):
            try fields.encode(Sensor.driver, forKey: .sensor)
            try fields.encode(number, forKey: .number)
        case .tag(let number):
            try fields.encode(Sensor.tag, forKey: .sensor)
            try fields.encode(number, forKey: .number)
        case .reefer(let isRunning, let celsius, let container):
            try fields.encode(Sensor.reefer, forKey: .sensor)
            try fields.encode(isRunning, forKey: .isRunning)
            try fields.encodeIfPresent(celsius, forKey: .celsius)
            try fields.encodeIfPresent(container, forKey: .container)
        case .length(let feet, let container):
            try fields.encode(Sensor.length, forKey: .sensor)
            try fields.encode(feet, forKey: .feet)
            try fields.encodeIfPresent(container, forKey: .container)
        }
    }
}
