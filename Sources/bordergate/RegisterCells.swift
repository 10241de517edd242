import GateDomain
import GateFusion

/// The cells of one row of a register's CSV; what is wrong with them is collected, with the line.
struct RegisterCells {
    private(set) var problems: [String] = []
    private var cells: [String: String] = [:]
    private var line = 0
    private let needed: [String]

    init(needed: [String]) { self.needed = needed }

    mutating func begin(_ cells: [String: String], line: Int) {
        self.cells = cells
        self.line = line
        for column in needed where cells[column] == nil { fail("\(column) is empty") }
    }

    mutating func fail(_ message: String) { problems.append("line \(line): \(message)") }

    mutating func owner() -> String? {
        guard let text = cells["owner"]?.uppercased() else { return nil }
        guard text.count == 3 || text.count == 4 && "UJZ".contains(text.suffix(1)),
            text.allSatisfy({ $0.isASCII && $0.isLetter })
        else {
            fail("owner: \"\(text.prefix(20))\" is no owner code such as MSC or MSCU")
            return nil
        }
        return String(text.prefix(3))
    }

    mutating func watched() -> RegisterFile.Watched? {
        let kind: WatchList.Kind? = choice("kind", "plate, container, person, firm")
        let severity = number("severity", in: 3...4)
        guard let kind, let text = cells["text"] else { return nil }
        return RegisterFile.Watched(kind: kind, text: text, severity: severity, note: cells["note"])
    }

    mutating func firm() -> Registers.Firm? {
        let standing: Registers.Firm.Standing? = choice("standing", "known, ineligible")
        guard let standing, let name = cells["name"] else { return nil }
        return Registers.Firm(name: name, standing: standing, note: cells["note"])
    }

    mutating func permit() -> RegisterFile.Permit? {
        if let text = cells["validUntil"], Instant(rfc3339: text) == nil {
            fail("validUntil: \"\(text.prefix(40))\" is no RFC 3339 time such as 2026-12-31T23:59:59Z")
        }
        let quota = number("quota", in: 0...1_000_000)
        let days = number("periodDays", in: 1...3660)
        if (quota == nil) != (days == nil) { fail("quota and periodDays belong together") }
        guard let number = cells["number"] else { return nil }
        return RegisterFile.Permit(
            number: number, plate: cells["plate"], validUntil: cells["validUntil"], quota: quota,
            periodDays: days.map(Double.init))
    }

    mutating func origin() -> Registers.OriginRule? {
        guard let hs = cells["hs"], let list = cells["origins"] else { return nil }
        if !(2...10).contains(hs.count) || !hs.allSatisfy({ $0.isASCII && $0.isNumber }) {
            fail("hs: \"\(hs.prefix(20))\" is not 2 to 10 digits")
        }
        let origins = list.uppercased().split(separator: " ").map(String.init)
        for origin in origins where origin.count != 2 || !origin.allSatisfy({ $0.isASCII && $0.isLetter }) {
            fail("origins: \"\(origin.prefix(20))\" is no country of two letters")
        }
        return Registers.OriginRule(hs: hs, origins: origins)
    }

    private mutating func choice<Choice: RawRepresentable<String>>(_ column: String, _ known: String) -> Choice? {
        guard let text = cells[column] else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        fail("\(column): \"\(text.prefix(40))\" is not one of \(known)")
        return nil
    }

    private mutating func number(_ column: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = cells[column] else { return nil }
        if let value = Int(text), range.contains(value) { return value }
        fail("\(column): \"\(text.prefix(20))\" is no whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }
}
