public import GateDomain

extension MachineReadableZone {
    /// Below this a checked character counts as not seen.
    private static let sure = 0.75

    /// A zone read from a picture. A character that nobody can see is given as a filler, and what it belongs to as unseen.
    public init?(read: FormRead) {
        self.init(lines: read.lines.map { line in String(line.map { $0?.best.character ?? "<" }) })
        for (row, line) in read.lines.enumerated() {
            for (column, character) in line.enumerated() where (character?.best.probability ?? 0) < Self.sure {
                for (field, places) in Self.places(of: format) where places[row]?.contains(column) ?? false {
                    unseen.insert(field)
                }
                if character == nil { findings.append("line \(row + 1), character \(column + 1): cannot be seen") }
            }
        }
    }

    /// Which characters of which line a check digit speaks for, itself included.
    private static func places(of format: Format) -> [Field: [Int: IndexSet]] {
        func set(_ ranges: Range<Int>...) -> IndexSet { ranges.reduce(into: []) { $0.formUnion($1) } }
        switch format {
        case .td1:
            return [
                .number: [0: set(5..<30)], .birthDate: [1: set(0..<7)], .expiryDate: [1: set(8..<15)],
                .composite: [0: set(5..<30), 1: set(0..<7, 8..<15, 18..<30)],
            ]
        case .td2, .td3:
            let length = format == .td2 ? 36 : 44
            var places: [Field: [Int: IndexSet]] = [
                .number: [1: set(0..<10)], .birthDate: [1: set(13..<20)], .expiryDate: [1: set(21..<28)],
                .composite: [1: set(0..<10, 13..<20, 21..<length)],
            ]
            if format == .td3 { places[.optional] = [1: set(28..<43)] }
            return places
        case .mrva, .mrvb:
            return [.number: [1: set(0..<10)], .birthDate: [1: set(13..<20)], .expiryDate: [1: set(21..<28)]]
        }
    }

    private typealias IndexSet = Set<Int>
}
