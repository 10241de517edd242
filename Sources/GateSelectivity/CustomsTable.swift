import GateDomain

/// One declaration as customs' own table has it: the columns that the risk model looks at.
public struct CustomsDeclaration: Hashable, Sendable {
    public var id: String
    /// Six digits of the harmonised system as a number; 0 when missing.
    public var hs: UInt32
    public var origin: String
    public var departure: String
    public var taxType: String
    /// Percent.
    public var taxRate: Double?
    public var netKg: Double?
    public var price: Double?
    /// Known outcome, in tables that carry it.
    public var isFraud: Bool?

    public init(
        id: String, hs: UInt32, origin: String, departure: String, taxType: String, taxRate: Double? = nil,
        netKg: Double? = nil, price: Double? = nil, isFraud: Bool? = nil
    ) {
        self.id = id
        self.hs = hs
        self.origin = origin
        self.departure = departure
        self.taxType = taxType
        self.taxRate = taxRate
        self.netKg = netKg
        self.price = price
        self.isFraud = isFraud
    }
}

/// A CSV table of declarations with a header; other columns than the known ones are passed over.
public struct CustomsTable: Sendable {
    /// In the file's order.
    public private(set) var declarations: [CustomsDeclaration] = []
    /// What could not be understood: `FILE: line 7: column "Net Mass": …`.
    public private(set) var problems: [String] = []

    private static let needed = [
        "Declaration ID", "HS6 Code", "Country of Origin", "Country of Departure", "Tax Type", "Tax Rate", "Net Mass",
        "Item Price",
    ]

    /// Never throws and never traps: what cannot be read is a problem. Rows with a bad cell are scored without that cell.
    /// - Parameters:
    ///   - name: of the file, for messages only.
    ///   - limit: most bytes that are read.
    public init(_ bytes: [UInt8], name: String, limit: Int = 256 << 20) {
        guard bytes.count <= limit else {
            problems.append("\(name): \(bytes.count) bytes are more than the \(limit) that are read; split the file")
            return
        }
        var rows = Rows(bytes)
        guard let header = rows.next() else {
            problems.append("\(name): the file is empty")
            return
        }
        let places = Dictionary(
            header.cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let missing = Self.needed.filter { places[$0] == nil }
        guard missing.isEmpty else {
            problems.append(
                "\(name): line 1: no column \(missing.map { "\"\($0)\"" }.joined(separator: ", ")); "
                    + "the header names the columns of the customs table")
            return
        }
        while let row = rows.next() {
            if row.cells == [""] { continue }
            func cell(_ column: String) -> String {
                guard let place = places[column], row.cells.indices.contains(place) else { return "" }
                return row.cells[place]
            }
            var complaints: [String] = []
            func number(_ column: String) -> Double? {
                let text = cell(column)
                if text.isEmpty { return nil }
                if let value = Double(text), value.isFinite, value >= 0 { return value }
                complaints.append("column \"\(column)\": \"\(text.prefix(40))\" is no number from 0 on")
                return nil
            }
            if row.cells.count != header.cells.count {
                complaints.append("\(row.cells.count) cells under \(header.cells.count) columns")
            }
            let id = cell("Declaration ID")
            if id.isEmpty { complaints.append("column \"Declaration ID\" is empty") }
            let hs = cell("HS6 Code")
            let code = hs.utf8.count <= 10 ? hs.split(separator: ".").first.flatMap { UInt32($0) } : nil
            if code == nil, !hs.isEmpty { complaints.append("column \"HS6 Code\": \"\(hs.prefix(40))\" is no HS code") }
            let fraud = cell("Fraud")
            declarations.append(
                CustomsDeclaration(
                    id: id, hs: code ?? 0, origin: cell("Country of Origin"), departure: cell("Country of Departure"),
                    taxType: cell("Tax Type"), taxRate: number("Tax Rate"), netKg: number("Net Mass"),
                    price: number("Item Price"), isFraud: fraud == "1" ? true : fraud == "0" ? false : nil))
            problems += complaints.map { "\(name): line \(row.line): \($0)" }
        }
        if rows.endsInsideQuotes { problems.append("\(name): a quoted cell does not end; close the quotes") }
    }
}

/// Rows of comma-separated cells; quotes double inside quotes; CR LF, LF or CR ends a row.
private struct Rows {
    private let bytes: ArraySlice<UInt8>
    private var at: Int
    private var line = 1
    private(set) var endsInsideQuotes = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        at = self.bytes.startIndex
    }

    mutating func next() -> (line: Int, cells: [String])? {
        guard at < bytes.endIndex else { return nil }
        let first = line
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        func text() -> String {
            var trimmed = cell[...]
            while let last = trimmed.last, last == 32 || last == 9 { trimmed.removeLast() }
            while let start = trimmed.first, start == 32 || start == 9 { trimmed.removeFirst() }
            return String(decoding: trimmed, as: UTF8.self)
        }
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            if byte == 10 { line += 1 }
            if isQuoted {
                if byte != 0x22 {
                    cell.append(byte)
                } else if at < bytes.endIndex, bytes[at] == 0x22 {
                    cell.append(byte)
                    at += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case 0x22: isQuoted = true
            case 0x2C:
                cells.append(text())
                cell = []
            case 10, 13:
                if byte == 13, at < bytes.endIndex, bytes[at] == 10 {
                    at += 1
                    line += 1
                }
                cells.append(text())
                return (first, cells)
            default: cell.append(byte)
            }
        }
        endsInsideQuotes = isQuoted
        cells.append(text())
        return (first, cells)
    }
}
