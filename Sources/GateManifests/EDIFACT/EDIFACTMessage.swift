import GateDomain

/// One message in the reading. What its segments say goes into one declaration, whatever is wrong with them.
///
/// One declaration a message: the truck of a COPINO or CODECO, all boxes of a CUSCAR, COPRAR, BAPLIE or IFTMIN (a lane finds it
/// by any of them). IFTSTA and CUSRES tell of declarations that were sent before: notices; the boxes that an IFTSTA names stand in a
/// declaration that no vehicle may draw on (`trips` 0). Functions 1 and 3 cancel, 2 and 4 add to what was sent before, 5 replaces it.
struct EDIFACTMessage {
    /// What the segments that follow belong to.
    enum Scope { case message, consignment, container, trailer, otherEquipment, goods }

    let type: String
    let role: EDIFACTMessageType
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
    /// BAPLIE in the order of those who give the equipment before its place.
    var isEquipmentFirst: Bool?
    /// Whether a GID gave the packages that PAC repeats.
    var hasItemPackages = false
    /// The container whose part of the goods MEA weighs, behind SGP.
    var split: Int?
    var splitKg: [Int: Double] = [:]
    /// Behind UNS+D of a CUSDEC.
    var isDetail = false
    var equipment = 0
    var lines = 0
    /// How the interchange writes its decimals, and what was read without knowing.
    var style: NumberStyle
    var doubts: [(place: String, raw: String)] = []
    var totals: [Total] = []
    /// What is known of the goods item that an IFTSTA or CUSRES speaks of.
    var status = StatusGroup()
    var notices: [DeclarationNotice] = []
    /// Of the declaration at customs: what notices refer to, and a CUSDEC's own reference.
    var customsReference: String?
    /// The declarant's own number, where customs has another.
    var ownReference: String?
    var wasLimited = false

    /// A CNT, and the consignment that it counts.
    struct Total {
        var code: String
        var value: Double
        var consignment: String?
        var place: String
    }

    let head: EDIFACTSegment
    let interchange: EDIFACTSegment?
    let zone: SenderZone
    private(set) var segments = 1
    private(set) var function: String?
    private(set) var prepared: Instant?
    /// How exact `prepared` is.
    private(set) var isPreparedDate = false
    private(set) var hasSeconds = false

    init(head: EDIFACTSegment, interchange: EDIFACTSegment?, options: ReadingOptions, style: NumberStyle) {
        self.head = head
        self.interchange = interchange
        self.style = style
        limits = options.limits
        zone = options.zones.zone(of: interchange?[2])
        type = head[2] ?? ""
        role = EDIFACTMessageType(type)
        fullType = (1...5).compactMap { head[2, $0] }.joined(separator: ":")
        declaration.keep("message", fullType)
        declaration.keep("sender", interchange?[2])
        declaration.keep("recipient", interchange?[3])
        if type == "IFTSTA" { declaration.trips = 0 }
    }

    /// The consignment that is being read; nil outside one.
    var consignment: Int? {
        scope == .message || declaration.consignments.isEmpty ? nil : declaration.consignments.count - 1
    }

    mutating func take(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        segments += 1
        guard role != .unknown, role != .other || segment.tag == "BGM" else { return }
        if segment.tag != "MEA" { split = nil }
        switch segment.tag {
        case "BGM": takeBeginning(segment)
        case "DTM": takeTime(segment, &log)
        case "TDT": takeTransport(segment)
        case "EQD", "EQA": takeEquipment(segment, &log)
        case "SEL": takeSeal(segment)
        case "MEA": takeMeasure(segment, &log)
        case "NAD": takeParty(segment)
        case "CST" where segment[1] == nil && type == "CUSDEC" && !isDetail: declaration.keep("CST", segment.raw)
        case "GID", "CST": beginGoods(segment, &log)
        case "PAC": takePackaging(segment, &log)
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
        case "STS" where role != .declaration, "GIS" where role != .declaration: takeStatus(segment)
        case "UNS": isDetail = segment[1] == "D"
        default: declaration.keep(segment.tag, segment.raw)
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
        guard let instant = FieldText.instant(digits: text, format: segment[1, 3], zone: zone) else {
            if qualifier == "137" {
                log.warn(segment.place(1, 2), "\(quoted(text)) is no time; kept raw, give 203:202603020830")
            }
            declaration.keep(path("DTM+\(qualifier)"), text)
            return
        }
        switch qualifier {
        case "137":
            if prepared == nil {
                prepared = instant
                isPreparedDate = FieldText.isDate(text)
                hasSeconds = text.prefix { FieldText.isDigit($0) }.count >= 14
            }
        case "194": declaration.validFrom = instant
        case "36", "206":
            declaration.validUntil = FieldText.instant(digits: text, format: segment[1, 3], endOfDay: true, zone: zone)
        default: declaration.keep(path("DTM+\(qualifier)"), instant.rfc3339)
        }
    }

    /// The key of `other` under which a field of the present scope is kept.
    func path(_ key: String) -> String {
        switch scope {
        case .message: key
        case .consignment: "consignments[\(max(0, declaration.consignments.count - 1))].\(key)"
        case .container: "containers[\(container ?? 0)].\(key)"
        case .trailer: "vehicle.\(key)"
        case .otherEquipment: "equipment.\(key)"
        case .goods: "goods[\(declaration.goods.count)].\(key)"
        }
    }
}
