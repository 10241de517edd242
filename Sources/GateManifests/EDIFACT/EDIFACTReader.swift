import GateDomain

/// Reads interchanges: envelopes and counts; each message goes to an `EDIFACTMessage`.
struct EDIFACTReader {
    private let options: ReadingOptions
    private var tokenizer: EDIFACTTokenizer
    private var log: ProblemLog
    private var reading = OrderedReading(format: .edifact)
    private var interchange: EDIFACTSegment?
    private var messageCount = 0
    /// Messages of the functional group that is open, and groups: where there are groups, UNZ counts these.
    private var group: (head: EDIFACTSegment, messages: Int)?
    private var groupCount = 0
    private var testCount = 0
    private var style = NumberStyle()
    private var message: EDIFACTMessage?

    init(_ bytes: [UInt8], name: String, options: ReadingOptions) {
        self.options = options
        tokenizer = EDIFACTTokenizer(bytes)
        log = ProblemLog(name: name, limits: options.limits)
    }

    mutating func read() -> ManifestReading {
        if tokenizer.isCharacterSetGuessed {
            log.warn("", "bytes that are no UTF-8 are read as ISO 8859-1; say the character set in UNB")
        }
        if tokenizer.skipped > 0 { log.warn("", "\(tokenizer.skipped) bytes before UNA or UNB are not read") }
        while let segment = tokenizer.next() {
            if let fault = tokenizer.fault {
                log.error(segment.place(), "\(fault); look whether the message is complete")
            }
            if reading.count >= options.limits.declarations {
                log.error(segment.place(), "more than \(options.limits.declarations) declarations; split the file")
                break
            }
            take(segment)
        }
        if tokenizer.hasBadUNA {
            log.error("UNA", "no usable service characters; the standard's are taken, send UNA:+.? '")
        }
        endMessage(nil)
        endInterchange()
        return reading.finished(&log)
    }

    private mutating func take(_ segment: EDIFACTSegment) {
        switch segment.tag {
        case "UNB":
            endMessage(nil)
            endInterchange()
            interchange = segment
            messageCount = 0
            groupCount = 0
            testCount = 0
        case "UNG":
            endMessage(nil)
            groupCount += 1
            group = (segment, 0)
        case "UNE":
            endMessage(nil)
            endGroup(segment)
        case "UNH":
            endMessage(nil)
            messageCount += 1
            group?.messages += 1
            if interchange == nil, messageCount == 1 {
                log.warn(segment.place(), "a message without interchange; send UNB and UNZ around it")
            }
            let opened = EDIFACTMessage(head: segment, interchange: interchange, options: options, style: style)
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
        style = open.style
        if isTest {
            testCount += 1
            return
        }
        if var declaration = result.declaration {
            declaration.source = "\(log.name): \(open.head.place())"
            reading.add(declaration)
        }
        reading.add(result.notices)
    }

    /// Data element 0035: a test, whichever of its kinds.
    private var isTest: Bool { interchange?[11].map { $0 != "0" } ?? false }

    private mutating func endGroup(_ trailer: EDIFACTSegment) {
        guard let open = group else {
            log.error(trailer.place(), "UNE without UNG; look whether the file is complete")
            return
        }
        group = nil
        if trailer[1].flatMap({ Int($0) }) != open.messages {
            log.error(
                trailer.place(1),
                "UNE counts \(quoted(trailer[1] ?? "")) messages, \(open.messages) were read; look what is missing")
        }
        if trailer[2] != open.head[5] {
            log.error(
                trailer.place(2),
                "UNE names \(quoted(trailer[2] ?? "")), UNG \(quoted(open.head[5] ?? "")); give both the same reference"
            )
        }
    }

    private mutating func sayTests() {
        if testCount > 0, let interchange {
            log.warn(
                interchange.place(11), "a test interchange (0035): its \(testCount) messages are read and not taken")
        }
        testCount = 0
    }

    private mutating func endInterchange() {
        if let group { log.error(group.head.place(), "the group has no UNE; look whether it is complete") }
        group = nil
        sayTests()
        if let interchange { log.error(interchange.place(), "the interchange has no UNZ; look whether it is complete") }
        interchange = nil
    }

    private mutating func end(_ trailer: EDIFACTSegment) {
        sayTests()
        guard let head = interchange else {
            log.error(trailer.place(), "UNZ without UNB; look whether the file is complete")
            return
        }
        interchange = nil
        let (count, what) = groupCount > 0 ? (groupCount, "groups") : (messageCount, "messages")
        if trailer[1].flatMap({ Int($0) }) != count {
            log.error(
                trailer.place(1),
                "UNZ counts \(quoted(trailer[1] ?? "")) \(what), \(count) were read; look what is missing")
        }
        if trailer[2] != head[5] {
            log.error(
                trailer.place(2),
                "UNZ names \(quoted(trailer[2] ?? "")), UNB \(quoted(head[5] ?? "")); give both the same reference")
        }
    }
}
