/// A sensor event as a device sent it, held against the bounds of what it can report.
public struct SensorReport: Decodable, Sendable {
    public let event: SensorEvent
    /// Fields that the event is without, because what stood there cannot be.
    public let refusals: [Refusal]

    /// - Throws: `DecodingError` when the event means nothing without a field that is missing or cannot be.
    public init(from decoder: any Decoder) throws {
        var fields = Fields(try decoder.container(keyedBy: SensorEvent.CodingKeys.self))
        let time = try fields.needed(.at, as: .identifier)
        guard let at = Instant(rfc3339: time) else {
            throw fields.refused(.at, "\(time.quoted) is no RFC 3339 time such as 2026-03-02T01:10:30Z")
        }
        if let refusal = at.refusal { throw fields.refused(.at, refusal) }
        let gate = try fields.needed(.gate, as: .identifier)
        let lane = fields.has(.lane) ? try fields.needed(.lane, as: .identifier) : nil
        let sensor = try fields.container.decode(SensorEvent.Sensor.self, forKey: .sensor)
        let container = fields.text(.container).map { ContainerNumber($0)?.text ?? $0 }
        let reading: SensorEvent.Reading
        switch sensor {
        case .weight:
            let kg = try fields.needed(.kg, as: .kilograms)
            reading = .weight(kg: kg, accuracyClass: fields.number(.accuracyClass, as: .accuracyClass) ?? 1)
        case .seal:
            reading = .seal(
                state: try fields.container.decode(SensorEvent.SealState.self, forKey: .state),
                number: fields.text(.number), container: container)
        case .electronicSeal:
            reading = .electronicSeal(
                alarm: try fields.container.decode(SensorEvent.SealAlarm.self, forKey: .alarm),
                minutes: fields.number(.minutes, as: .minutes), container: container,
                tractor: fields.text(.tractor).map { Plate($0)?.text ?? $0 })
        case .placards: reading = .placards(try fields.placards())
        case .driver: reading = .driver(try fields.needed(.number, as: .identifier))
        case .tag: reading = .tag(try fields.needed(.number, as: .identifier))
        case .reefer:
            reading = .reefer(
                isRunning: try fields.container.decode(Bool.self, forKey: .isRunning),
                celsius: fields.number(.celsius, as: .celsius), container: container)
        case .length:
            let feet = try fields.needed(.feet, as: .feet)
            reading = .length(feet: Int(saturating: feet), container: container)
        }
        let id = fields.text(.id) ?? "\(gate)/\(lane ?? "road")/\(time)/\(sensor.rawValue)/\(container ?? "")"
        event = SensorEvent(id: id, gate: gate, lane: lane, at: at, reading: reading)
        refusals = fields.check.refusals
    }
}

/// Reads fields within their bounds; those that can be missing are noted when they cannot be.
private struct Fields {
    let container: KeyedDecodingContainer<SensorEvent.CodingKeys>
    var check = BoundsCheck()

    init(_ container: KeyedDecodingContainer<SensorEvent.CodingKeys>) { self.container = container }

    func refused(_ key: SensorEvent.CodingKeys, _ message: String) -> DecodingError {
        .dataCorruptedError(forKey: key, in: container, debugDescription: message)
    }

    func has(_ key: SensorEvent.CodingKeys) -> Bool { (try? container.decodeNil(forKey: key)) == false }

    func needed(_ key: SensorEvent.CodingKeys, as bound: TextBound) throws -> String {
        let text = try container.decode(String.self, forKey: key)
        if let refusal = bound.refusal(of: text) { throw refused(key, refusal) }
        return text
    }

    func needed(_ key: SensorEvent.CodingKeys, as quantity: Quantity) throws -> Double {
        let number = try container.decode(Double.self, forKey: key)
        if let refusal = quantity.refusal(of: number) { throw refused(key, refusal) }
        return number == 0 ? 0 : number
    }

    mutating func number(_ key: SensorEvent.CodingKeys, as quantity: Quantity) -> Double? {
        guard has(key) else { return nil }
        var number = try? container.decode(Double.self, forKey: key)
        if number == nil { check.refuse(key.rawValue, "number expected") }
        check.number(&number, as: quantity, key.rawValue)
        return number
    }

    mutating func text(_ key: SensorEvent.CodingKeys) -> String? {
        guard has(key) else { return nil }
        var text = try? container.decode(String.self, forKey: key)
        if text == nil { check.refuse(key.rawValue, "text expected") }
        check.text(&text, as: .identifier, key.rawValue)
        return text
    }

    mutating func placards() throws -> [Declaration.Hazard] {
        let seen = try container.decode([Declaration.Hazard].self, forKey: .placards)
        guard seen.count <= 100 else { throw refused(.placards, "\(seen.count) placards; at most 100 expected") }
        return check.hazards(seen, "placards")
    }
}
