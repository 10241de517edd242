public import GateDomain

/// Messages that a gate sends.
public enum GateMessageKind: String, CaseIterable, Sendable {
    /// Gate-in and gate-out of boxes and trailers, for carriers and yards.
    case codeco
    /// Customs' status of the goods, an indicator a box, for declarants.
    case cusres
    /// The same as a transport event, for forwarders.
    case iftsta
}

/// A passage as others may know it: who passed, and whether it was released. Why it was not stays with the officers.
public struct GateEvent: Sendable, Hashable {
    public var verdict: Verdict
    /// The declaration that the passage was matched with.
    public var declaration: Declaration?
    /// Released at once, or by an officer.
    public var isReleased: Bool

    public init(verdict: Verdict, declaration: Declaration?, isReleased: Bool) {
        self.verdict = verdict
        self.declaration = declaration
        self.isReleased = isReleased
    }
}

/// Writes EDIFACT: CODECO (D.95B), CUSRES (D.96B), IFTSTA (D.00B). The same events give the same text.
public struct MessageWriter: Sendable {
    private let sender: String
    private let recipient: String

    public init(sender: String, recipient: String) {
        self.sender = sender
        self.recipient = recipient
    }

    /// One interchange with a message for each event that has something to tell; nil when none has.
    ///
    /// ASCII text goes as UNOC syntax 3, anything else, such as a Chinese plate, as UNOY (UTF-8) syntax 4.
    /// - Parameter control: the interchange's reference, at most 14 characters, repeated at its end.
    public func interchange(
        _ kind: GateMessageKind, _ events: [GateEvent], prepared: Instant, control: String
    ) -> String? {
        var body = EDIFACTText()
        var count = 0
        for event in events {
            guard let content = content(kind, event, prepared) else { continue }
            count += 1
            var message = EDIFACTText()
            message.add("UNH", ["\(count)"], type(kind))
            message.append(content)
            message.add("UNT", ["\(message.segments + 1)"], ["\(count)"])
            body.append(message)
        }
        guard count > 0 else { return nil }
        let isASCII = (body.text + sender + recipient + control).utf8.allSatisfy { $0 < 128 }
        let control = String(control.prefix(14))
        let time = EDIFACTText.minutes(prepared)
        var whole = EDIFACTText()
        whole.add(
            "UNB", isASCII ? ["UNOC", "3"] : ["UNOY", "4"], [sender], [recipient],
            [String(isASCII ? time.prefix(8).suffix(6) : time.prefix(8)), String(time.suffix(4))], [control])
        whole.append(body)
        whole.add("UNZ", ["\(count)"], [control])
        return whole.text
    }

    private func type(_ kind: GateMessageKind) -> [String?] {
        switch kind {
        case .codeco: ["CODECO", "D", "95B", "UN"]
        case .cusres: ["CUSRES", "D", "96B", "UN"]
        case .iftsta: ["IFTSTA", "D", "00B", "UN"]
        }
    }

    /// What stands between UNH and UNT.
    private func content(_ kind: GateMessageKind, _ event: GateEvent, _ prepared: Instant) -> EDIFACTText? {
        switch kind {
        case .codeco: codeco(event, prepared)
        case .cusres: cusres(event, prepared)
        case .iftsta: iftsta(event, prepared)
        }
    }

    private func codeco(_ event: GateEvent, _ prepared: Instant) -> EDIFACTText? {
        let verdict = event.verdict
        guard !verdict.containers.isEmpty || verdict.trailerPlate != nil else { return nil }
        var text = EDIFACTText()
        text.add("BGM", [verdict.direction == .entry ? "34" : "36"], [document(verdict)], ["9"])
        text.add("DTM", ["137", EDIFACTText.minutes(prepared), "203"])
        text.add("NAD", ["MS"], [sender])
        for number in verdict.containers {
            let declared = event.declaration?.containers.first { $0.number == number }
            text.add(
                "EQD", ["CN"], [number], declared?.sizeType.map { [$0.text, "102", "5"] } ?? [], [], [],
                [load(declared?.load)])
            text.add("DTM", ["7", EDIFACTText.minutes(verdict.arrived), "203"])
            text.add("LOC", ["165"], [verdict.place.gate, nil, "ZZZ"], [verdict.place.lane, nil, "ZZZ"])
            truck(verdict, &text)
        }
        if let trailer = verdict.trailerPlate {
            text.add("EQD", ["TE"], [trailer])
            if verdict.containers.isEmpty {
                text.add("DTM", ["7", EDIFACTText.minutes(verdict.arrived), "203"])
                truck(verdict, &text)
            }
        }
        let equipment = verdict.containers.count + (verdict.trailerPlate == nil ? 0 : 1)
        text.add("CNT", ["16", "\(equipment)"])
        return text
    }

    private func cusres(_ event: GateEvent, _ prepared: Instant) -> EDIFACTText? {
        guard let declaration = event.declaration else { return nil }
        var text = EDIFACTText()
        text.add("BGM", [nil, nil, nil, "GOODS STATUS"], [document(event.verdict)], ["9"])
        text.add("DTM", ["137", EDIFACTText.minutes(prepared), "203"])
        text.add("LOC", ["22"], [event.verdict.place.gate, nil, "ZZZ"])
        text.add("RFF", ["ABT", declaration.reference])
        let status: [String?] = [event.isReleased ? "1" : "2", "120", "ZZZ", "N"]
        for number in event.verdict.containers {
            text.add("EQD", ["CN"], [number])
            text.add("GIS", status)
        }
        if event.verdict.containers.isEmpty { text.add("GIS", status) }
        return text
    }

    private func iftsta(_ event: GateEvent, _ prepared: Instant) -> EDIFACTText? {
        guard let declaration = event.declaration else { return nil }
        let verdict = event.verdict
        var text = EDIFACTText()
        text.add("BGM", ["23"], [document(verdict)], ["9"])
        text.add("DTM", ["137", EDIFACTText.minutes(prepared), "203"])
        text.add("NAD", ["MS"], [sender])
        text.add("CNI", ["1"], [declaration.reference])
        let status: [String?] = event.isReleased ? ["REL", nil, "ZZZ", "RELEASED"] : ["HLD", nil, "ZZZ", "HELD"]
        text.add("STS", ["1"], status)
        text.add("RFF", ["ABT", declaration.reference])
        text.add("DTM", ["334", EDIFACTText.minutes(verdict.decided), "203"])
        text.add("LOC", ["175"], [verdict.place.gate, nil, "ZZZ"])
        truck(verdict, &text)
        for number in verdict.containers { text.add("EQD", ["CN"], [number]) }
        return text
    }

    private func truck(_ verdict: Verdict, _ text: inout EDIFACTText) {
        guard let plate = verdict.tractorPlate else { return }
        text.add("TDT", ["1"], [], ["3"], [], [], [], [], [plate, "146"])
    }

    private func load(_ load: Declaration.Load?) -> String? { load.map { $0 == .empty ? "4" : "5" } }

    /// Lane and time: one message of a kind a passage, the same on every run.
    private func document(_ verdict: Verdict) -> String {
        let digits = EDIFACTText.digits(verdict.decided)
        return verdict.place.lane.prefix(max(0, 34 - digits.count)) + "-" + digits
    }
}
