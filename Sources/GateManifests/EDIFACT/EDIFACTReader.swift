import GateDomain

/// Reads interchanges: envelopes and counts; each message goes to an `EDIFACTMessage`.
struct EDIFACTReader {
    private let limits: ManifestLimits
    private var tokenizer: EDIFACTTokenizer
    private var log: ProblemLog
    private var reading = ManifestReading(format: .edifact)
    private var interchange: EDIFACTSegment?
    private var messageCount = 0
    private var message: EDIFACTMessage?

    init(_ bytes: [UInt8], name: String, limits: ManifestLimits) {
        self.limits = limits
        tokenizer = EDIFACTTokenizer(bytes)
        log = ProblemLog(name: name, limits: limits)
    }

    mutating func read() -> ManifestReading {
        if !tokenizer.isUTF8 {
            log.warn("", "bytes that are no UTF-8 are read as ISO 8859-1; say the character set in UNB")
        }
        while let segment = tokenizer.next() {
            if let fault = tokenizer.fault {
                log.error(segment.place(), "\(fault); look whether the message is complete")
            }
            if reading.declarations.count + reading.notices.count >= limits.declarations {
                log.error(segment.place(), "more than \(limits.declarations) declarations; split the file")
                break
            }
            take(segment)
        }
        if tokenizer.hasBadUNA {
            log.error("UNA", "no usable service characters; the standard's are taken, send UNA:+.? '")
        }
        endMessage(nil)
        endInterchange()
        reading.problems = log.problems
        return reading
    }

    private mutating func take(_ segment: EDIFACTSegment) {
        switch segment.tag {
        case "UNB":
            endMessage(nil)
            endInterchange()
            interchange = segment
            messageCount = 0
        case "UNG", "UNE": endMessage(nil)
        case "UNH":
            endMessage(nil)
            messageCount += 1
            if interchange == nil, messageCount == 1 {
                log.warn(segment.place(), "a message without interchange; send UNB and UNZ around it")
            }
            let opened = EDIFACTMessage(head: segment, interchange: interchange, limits: limits)
            if !opened.isKnownType {
                log.warn(segment.place(2, 1), "\(quoted(opened.type)) is not known; read as far as its segments are")
            }
            reading.messages.append(opened.fullType)
            message = opened
        case "UNT":
            if message == nil { log.error(segment.place(), "UNT without a message; look whether UNH is there") }
            endMessage(segment)
        case "UNZ":
            endMessage(nil)
            end(segment)
        default:
            guard message != nil else {
                log.error(segment.place(), "segment outside a message, not read; look whether UNH is there")
                return
            }
            message?.take(segment, &log)
        }
    }

    private mutating func endMessage(_ trailer: EDIFACTSegment?) {
        guard var open = message else { return }
        message = nil
        let result = open.end(trailer, &log)
        if let declaration = result.declaration {
            reading.declarations.append(declaration)
            reading.stands(at: open.place)
        }
        reading.notices += result.notices
    }

    private mutating func endInterchange() {
        if let interchange { log.error(interchange.place(), "the interchange has no UNZ; look whether it is complete") }
        interchange = nil
    }

    private mutating func end(_ trailer: EDIFACTSegment) {
        guard let head = interchange else {
            log.error(trailer.place(), "UNZ without UNB; look whether the file is complete")
            return
        }
        interchange = nil
        if trailer[1].flatMap({ Int($0) }) != messageCount {
            log.error(
                trailer.place(1),
                "UNZ counts \(quoted(trailer[1] ?? "")) messages, \(messageCount) were read; look what is missing")
        }
        if trailer[2] != head[5] {
            log.error(
                trailer.place(2),
                "UNZ names \(quoted(trailer[2] ?? "")), UNB \(quoted(head[5] ?? "")); give both the same reference")
        }
    }
}
