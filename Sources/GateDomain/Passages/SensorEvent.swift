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
    enum CodingKeys: String, CodingKey {
        case id, gate, lane, at, sensor, kg, accuracyClass, state, number, container, alarm, minutes, tractor, placards
        case isRunning = "running"
        case celsius, feet
    }

    enum Sensor: String, Codable { case weight, seal, electronicSeal, placards, driver, tag, reefer, length }

    /// What cannot be is left out; `SensorReport` says what that was.
    public init(from decoder: any Decoder) throws {
        self = try SensorReport(from: decoder).event
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
