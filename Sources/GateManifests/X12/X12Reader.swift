import GateDomain

/// ANSI X12 of the land border of the United States and Canada: 309 manifest and 358 truck trip in, 350 status and 355 acceptance as
/// notices. ISA gives the marks by its fixed places.
struct X12Reader {
    private let bytes: [UInt8]
    private let options: ReadingOptions
    private var log: ProblemLog
    private var reading = OrderedReading(format: .x12)
    private let element: UInt8
    private let terminator: UInt8
    private var sent: Instant?
    private var isTest = false
    private var set: X12TransactionSet?

    /// Nil when it does not begin with a usable ISA.
    init?(_ bytes: [UInt8], name: String, options: ReadingOptions) {
        let content = Array(bytes.drop { $0 <= 0x20 })
        guard content.count > 106, content.starts(with: "ISA".utf8), !Self.isLetterOrDigit(content[3]) else {
            return nil
        }
        element = content[3]
        // ISA16 is one character; behind it stands the end mark.
        guard content.prefix(106).filter({ $0 == content[3] }).count == 16, content[103] == element else { return nil }
        terminator = content[105]
        self.bytes = content
        self.options = options
        log = ProblemLog(name: name, limits: options.limits)
    }

    mutating func read() -> ManifestReading {
        var number = 0
        for raw in bytes.split(separator: terminator, omittingEmptySubsequences: true) {
            let text = FieldText.trimmed(String(decoding: raw, as: UTF8.self))
            if text.isEmpty { continue }
            number += 1
            let mark = Character(Unicode.Scalar(element))
            let segment = X12Segment(
                elements: text.split(separator: mark, omittingEmptySubsequences: false).prefix(100).map {
                    FieldText.trimmed($0)
                }, number: number)
            guard reading.count < options.limits.declarations else {
                log.error(segment.place, "more than \(options.limits.declarations) declarations; split the file")
                break
            }
            take(segment)
        }
        end(nil)
        return reading.finished(&log)
    }

    private mutating func take(_ segment: X12Segment) {
        switch segment.tag {
        case "ISA":
            isTest = segment[15] == "T"
            if isTest { log.warn(segment.place, "a test interchange (ISA15); it is read and not taken") }
        case "GS":
            let zone = options.zones.zone(of: segment[2])
            sent = FieldText.instant(digits: (segment[4] ?? "") + (segment[5] ?? ""), format: nil, zone: zone)
        case "ST":
            end(nil)
            set = X12TransactionSet(segment, sent: sent, limits: options.limits)
        case "SE": end(segment)
        case "GE", "IEA": end(nil)
        default: set?.take(segment)
        }
    }

    private mutating func end(_ trailer: X12Segment?) {
        guard var open = set else { return }
        set = nil
        let one = open.finished(trailer, &log)
        if !isTest { reading.add(one) } else { reading.messages += one.messages }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
