public import GateDomain

/// What a travel document's machine-readable zone says (ICAO 9303, parts 3 to 7): fields, which check digits hold, and nothing made up.
///
/// A character is never changed to make a check digit hold: a forged number is one substitution away from a valid one, as a misread is.
public struct MachineReadableZone: Hashable, Sendable {
    public enum Format: String, Sendable, Codable {
        case td1 = "TD1", td2 = "TD2", td3 = "TD3", mrva = "MRVA", mrvb = "MRVB"
    }

    /// `verified` says that every check digit holds: of number, dates and optional data, never of names and states, which have none.
    public enum Status: String, Sendable, Codable { case verified, failed, unread }

    public enum Field: String, Sendable, Codable, Comparable {
        case number, birthDate, expiryDate, optional, composite
        public static func < (a: Field, b: Field) -> Bool { a.rawValue < b.rawValue }
    }

    public var lines: [String]
    public var format: Format
    /// One or two letters: P, ID, AC, V….
    public var documentType: String
    /// Three letters, or one for Germany.
    public var issuer: String
    public var number: String
    public var nationality: String
    /// `YYMMDD` as printed; characters that are unknown are `<`.
    public var birth: String
    public var sex: String
    public var expiry: String
    public var surname: String
    public var givenNames: String
    /// Names fill their field: the last one may be cut off.
    public var namesMayBeCut: Bool
    public var optional: String
    /// The fields with a check digit, and whether it holds.
    public var checks: [Field: Bool]
    /// Those of them that say nothing, for what they stand for was not seen clearly: only in pictures.
    public var unseen: Set<Field> = []
    /// What no document says, though the digits may hold: an unknown state, a date that is none, letters in a date.
    public var findings: [String]

    /// A digit that fails though all it speaks for was seen is a failure; one that could not be seen is none, and never verifies.
    public var status: Status {
        if !unseen.isEmpty, checks.allSatisfy({ $0.value || unseen.contains($0.key) }) { return .unread }
        return checks.values.allSatisfy { $0 } && findings.isEmpty ? .verified : .failed
    }

    /// Checked characters that stand for another one of the same weight to a check digit: whoever compares a number should look at them.
    public var ambiguous: [String] {
        let blind: [Character: String] = [
            "G": "6", "6": "G", "L": "1", "1": "LBV", "B": "1", "V": "1", "S": "8", "8": "SI", "I": "8", "Z": "5",
            "5": "Z",
            "Y": "4", "4": "Y", "A": "0", "0": "AKU", "K": "0", "U": "0", "Q": "6", "C": "M2", "M": "C2", "2": "CMW",
            "W": "2",
        ]
        return number.enumerated().compactMap { index, character in
            blind[character].map {
                "number[\(index)]: \(character) or \($0.map(String.init).joined(separator: " or "))"
            }
        }
    }

    /// - Parameter lines: two or three, blanks aside; nil when they have no zone's lengths or characters.
    public init?(lines given: [String]) {
        let lines = given.map { Array($0.filter { !$0.isWhitespace }) }
        guard lines.allSatisfy({ $0.allSatisfy { MRZCheckDigit.value($0) != nil } }), let first = lines.first?.first
        else {
            return nil
        }
        switch (lines.count, Set(lines.map(\.count))) {
        case (3, [30]): self.init(td1: lines)
        case (2, [44]): self.init(twoLines: lines, format: first == "V" ? .mrva : .td3)
        case (2, [36]): self.init(twoLines: lines, format: first == "V" ? .mrvb : .td2)
        default: return nil
        }
        self.lines = lines.map { String($0) }
        // Residents' cards (Macau's) leave the nationality empty.
        for (name, state) in [("issuer", issuer), ("nationality", nationality)]
        where !DocumentStates.all.contains(state) && !(state.isEmpty && name == "nationality") {
            findings.append("\(name): \"\(state)\" is no state's code")
        }
        for (name, date) in [("birthDate", birth), ("expiryDate", expiry)]
        where !Self.isDate(date, mayBePartial: name == "birthDate") {
            findings.append("\(name): \"\(date)\" is no date")
        }
        if !["M", "F", ""].contains(sex) { findings.append("sex: \"\(sex)\" is neither M, F nor <") }
    }

    private init(td1 lines: [[Character]]) {
        let (first, second, third) = (lines[0], lines[1], lines[2])
        format = .td1
        self.lines = []
        documentType = Self.text(first[0..<2])
        issuer = Self.text(first[2..<5])
        nationality = Self.text(second[15..<18])
        birth = String(second[0..<6])
        sex = Self.text(second[7..<8])
        expiry = String(second[8..<14])
        (surname, givenNames, namesMayBeCut) = Self.names(third[...])
        var numberField = Array(first[5..<14])
        var optionalField = first[15..<30]
        var numberDigit = first[14]
        if numberDigit == "<", let end = optionalField.firstIndex(of: "<"), end > optionalField.startIndex {
            // A number of more than nine characters goes on in the optional data; its check digit comes last.
            numberField += optionalField[..<(end - 1)]
            numberDigit = optionalField[end - 1]
            optionalField = optionalField[end...]
        }
        number = Self.text(numberField[...])
        optional = [Self.text(optionalField), Self.text(second[18..<29])].filter { !$0.isEmpty }.joined(separator: " ")
        let composite = Array(first[5..<30] + second[0..<7] + second[8..<15] + second[18..<29])
        checks = [
            .number: MRZCheckDigit.holds(numberDigit, for: numberField),
            .birthDate: MRZCheckDigit.holds(second[6], for: second[0..<6]),
            .expiryDate: MRZCheckDigit.holds(second[14], for: second[8..<14]),
            .composite: MRZCheckDigit.holds(second[29], for: composite),
        ]
        findings = []
    }

    private init(twoLines lines: [[Character]], format: Format) {
        let (first, second) = (lines[0], lines[1])
        self.format = format
        self.lines = []
        documentType = Self.text(first[0..<2])
        issuer = Self.text(first[2..<5])
        (surname, givenNames, namesMayBeCut) = Self.names(first[5...])
        number = Self.text(second[0..<9])
        nationality = Self.text(second[10..<13])
        birth = String(second[13..<19])
        sex = Self.text(second[20..<21])
        expiry = String(second[21..<27])
        checks = [
            .number: MRZCheckDigit.holds(second[9], for: second[0..<9]),
            .birthDate: MRZCheckDigit.holds(second[19], for: second[13..<19]),
            .expiryDate: MRZCheckDigit.holds(second[27], for: second[21..<27]),
        ]
        findings = []
        switch format {
        case .td3:
            optional = Self.text(second[28..<42])
            checks[.optional] = MRZCheckDigit.holds(second[42], for: second[28..<42], mayBeEmpty: true)
            checks[.composite] = MRZCheckDigit.holds(
                second[43], for: Array(second[0..<10] + second[13..<20] + second[21..<43]))
        case .td2:
            optional = Self.text(second[28..<35])
            checks[.composite] = MRZCheckDigit.holds(
                second[35], for: Array(second[0..<10] + second[13..<20] + second[21..<35]))
        default: optional = Self.text(second[28...])
        }
    }

    /// Fillers at the end dropped, those inside as blanks.
    private static func text(_ field: some Sequence<Character>) -> String {
        String(field).split(separator: "<", omittingEmptySubsequences: true).joined(separator: " ")
    }

    private static func names(_ field: ArraySlice<Character>) -> (surname: String, given: String, mayBeCut: Bool) {
        let text = String(field)
        let parts = text.split(separator: "<<", maxSplits: 1, omittingEmptySubsequences: false)
        return (
            Self.text(parts.first ?? ""), Self.text(parts.dropFirst().first ?? ""), text.last.map { $0 != "<" } ?? false
        )
    }

    private static func isDate(_ text: String, mayBePartial: Bool) -> Bool {
        let parts = [text.prefix(2), text.dropFirst(2).prefix(2), text.dropFirst(4)]
        let numbers = parts.map { Int($0) }
        if mayBePartial, zip(parts, numbers).allSatisfy({ $1 != nil || $0 == "<<" }), numbers.contains(nil) {
            return true
        }
        guard let month = numbers[1], let day = numbers[2], numbers[0] != nil else { return false }
        return (1...12).contains(month)
            && (1...[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(day)
    }
}

extension MachineReadableZone {
    /// `YYYY-MM-DD`; nil where the zone has no whole date. A birth lies before `instant`, at most a hundred years.
    public func birthDate(at instant: Instant) -> String? { Self.date(birth, latest: Self.year(instant)) }

    /// `YYYY-MM-DD`. Documents last at most fifty years.
    public func expiryDate(at instant: Instant) -> String? { Self.date(expiry, latest: Self.year(instant) + 50) }

    /// Whether the document's last day is over; nil where that day cannot be read.
    public func isExpired(at instant: Instant) -> Bool? {
        expiryDate(at: instant).map { $0 < instant.rfc3339.prefix(10) }
    }

    private static func year(_ instant: Instant) -> Int { Int(instant.rfc3339.prefix(4)) ?? 2000 }

    private static func date(_ text: String, latest: Int) -> String? {
        guard isDate(text, mayBePartial: false), let short = Int(text.prefix(2)) else { return nil }
        let year = latest - ((latest - short) % 100 + 100) % 100
        return "\(year)-\(text.dropFirst(2).prefix(2))-\(text.suffix(2))"
    }
}
