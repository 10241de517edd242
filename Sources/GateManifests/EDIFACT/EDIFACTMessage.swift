import GateDomain

/// One message in the reading. What its segments say goes into one declaration, whatever is wrong with them.
///
/// One declaration a message: the truck of a COPINO or CODECO, all boxes of a CUSCAR, COPRAR, BAPLIE or IFTMIN (a lane finds it
/// by any of them). IFTSTA and CUSRES tell of declarations that were sent before: notices; the boxes that an IFTSTA names stand in a
/// declaration that no vehicle may draw on (`trips` 0).
struct EDIFACTMessage {
    /// What the segments that follow belong to.
    enum Scope { case message, consignment, container, goods }

    static let types: Set<String> = [
        "CUSCAR", "CUSDEC", "COPRAR", "COPINO", "CODECO", "IFTMIN", "IFTSTA", "BAPLIE", "CUSRES",
    ]

    let type: String
    let fullType: String
    let limits: ManifestLimits
    var declaration = Declaration(reference: "")
    var scope = Scope.message
    /// Places of containers by number.
    var places: [String: Int] = [:]
    /// The container that segments in its scope belong to.
    var container: Int?
    /// Goods in the making, added when others begin.
    var goods: Declaration.Goods?
    /// BAPLIE gives the weight before the equipment that it belongs to.
    var pendingWeight: Double?
    var equipment = 0
    var lines = 0
    var totals: [Total] = []
    /// What is known of the goods item that an IFTSTA or CUSRES speaks of.
    var status = StatusGroup()
    var notices: [DeclarationNotice] = []
    /// Of the declaration at customs: what notices refer to, and a CUSDEC's own reference.
    var customsReference: String?
    var wasLimited = false

    /// A CNT, and the consignment that it counts.
    struct Total {
        var code: String
        var value: Double
        var consignment: String?
        var place: String
    }

    /// Where it begins.
    var place: String { head.place() }

    private let head: EDIFACTSegment
    private let interchange: EDIFACTSegment?
    private var segments = 1
    private var function: String?
    private var prepared: Instant?

    init(head: EDIFACTSegment, interchange: EDIFACTSegment?, limits: ManifestLimits) {
        self.head = head
        self.interchange = interchange
        self.limits = limits
        type = head[2] ?? ""
        fullType = (1...5).compactMap { head[2, $0] }.joined(separator: ":")
        declaration.keep("message", fullType)
        declaration.keep("sender", interchange?[2])
        declaration.keep("recipient", interchange?[3])
        if type == "IFTSTA" { declaration.trips = 0 }
    }

    var isKnownType: Bool { Self.types.contains(type) }

    /// The consignment that is being read; nil outside one.
    var consignment: Int? {
        scope == .message || declaration.consignments.isEmpty ? nil : declaration.consignments.count - 1
    }

    mutating func take(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        segments += 1
        switch segment.tag {
        case "BGM": takeBeginning(segment)
        case "DTM": takeTime(segment, &log)
        case "TDT": takeTransport(segment)
        case "EQD": takeEquipment(segment, &log)
        case "SEL": takeSeal(segment)
        case "MEA": takeMeasure(segment, &log)
        case "NAD": takeParty(segment)
        case "GID", "CST": beginGoods(segment, &log)
        case "PAC": takePackages(segment[1], segment.place(1), &log)
        case "PIA": takeCommodity(segment)
        case "FTX": takeText(segment)
        case "SGP": takeSplit(segment, &log)
        case "DGS": takeHazard(segment)
        case "TMP": takeTemperature(segment, &log)
        case "MOA": takeAmount(segment)
        case "CNI": beginConsignment(segment, &log)
        case "LOC": takeLocation(segment)
        case "RFF": takeReference(segment)
        case "CNT": takeTotal(segment, &log)
        case "STS", "GIS": takeStatus(segment)
        case "UNS": break
        default: declaration.keep(segment.tag, segment.raw)
        }
    }

    /// Checks trailer and totals and hands over what was understood, whatever is wrong with it.
    mutating func end(
        _ trailer: EDIFACTSegment?, _ log: inout ProblemLog
    ) -> (declaration: Declaration?, notices: [DeclarationNotice]) {
        endGoods()
        endStatus()
        checkTrailer(trailer, &log)
        checkTotals(&log)
        finishParties()
        let sent = interchange.flatMap { FieldText.instant(digits: ($0[4] ?? "") + ($0[4, 2] ?? ""), format: nil) }
        let version = (prepared ?? sent).map(FieldText.version) ?? 1
        declaration.version = version
        for index in notices.indices { notices[index].version = version }
        if type == "CUSDEC" || type == "CUSRES", let customsReference { declaration.reference = customsReference }
        if declaration.reference.isEmpty {
            declaration.reference = [interchange?[2], interchange?[5], head[1]].compactMap { $0 }.joined(separator: "/")
            log.warn(
                head.place(),
                "BGM gives no document number; \(quoted(declaration.reference)) is taken as reference")
        }
        if function == "1" || function == "3" {
            let remark = "\(fullType), function \(function ?? "")"
            return (
                nil,
                [
                    DeclarationNotice(
                        reference: declaration.reference, version: version, kind: .cancelled, remark: remark)
                ]
            )
        }
        if type == "CUSRES" || (type == "IFTSTA" && declaration.containers.isEmpty) { return (nil, notices) }
        if !declaration.canBeMatched { log.warn(head.place(), Declaration.unmatchable) }
        return (declaration, notices)
    }

    private func checkTrailer(_ trailer: EDIFACTSegment?, _ log: inout ProblemLog) {
        guard let trailer else {
            log.error(head.place(), "the message has no UNT; look whether it is complete, it is kept as far as it goes")
            return
        }
        if trailer[1].flatMap({ Int($0) }) != segments + 1 {
            log.error(
                trailer.place(1),
                "UNT counts \(quoted(trailer[1] ?? "")) segments, \(segments + 1) were read; the message is kept")
        }
        if trailer[2] != head[1] {
            log.error(
                trailer.place(2),
                "UNT names \(quoted(trailer[2] ?? "")), UNH \(quoted(head[1] ?? "")); give both the same reference")
        }
    }

    private mutating func takeBeginning(_ segment: EDIFACTSegment) {
        declaration.reference = segment[2] ?? ""
        function = segment[3]
        declaration.keep("document", segment[1] ?? segment[1, 4])
        declaration.keep("function", segment[3])
        // Gate-in and gate-out reports say the direction.
        if type == "CODECO" {
            declaration.direction = segment[1] == "34" ? .entry : segment[1] == "36" ? .exit : nil
        }
    }

    private mutating func takeTime(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        guard let text = segment[1, 2] else { return }
        let qualifier = segment[1] ?? ""
        guard let instant = FieldText.instant(digits: text, format: segment[1, 3]) else {
            if qualifier == "137" {
                log.warn(segment.place(1, 2), "\(quoted(text)) is no time; kept raw, give 203:202603020830")
            }
            declaration.keep(path("DTM+\(qualifier)"), text)
            return
        }
        switch qualifier {
        case "137": if prepared == nil { prepared = instant }
        case "194": declaration.validFrom = instant
        case "36", "206": declaration.validUntil = instant
        default: declaration.keep(path("DTM+\(qualifier)"), instant.rfc3339)
        }
    }

    /// The key of `other` under which a field of the present scope is kept.
    func path(_ key: String) -> String {
        switch scope {
        case .message: key
        case .consignment: "consignments[\(max(0, declaration.consignments.count - 1))].\(key)"
        case .container: "containers[\(container ?? 0)].\(key)"
        case .goods: "goods[\(declaration.goods.count)].\(key)"
        }
    }
}
