/// What the messages of the directories are here: only those of this table become declarations or notices.
enum EDIFACTMessageType {
    /// Declares a transport, or reports it at a gate.
    case declaration
    /// Tells of declarations that were sent before.
    case notice
    /// A status of boxes: notices, and the boxes that it names as a mere report.
    case status
    /// Known, and no word about a declaration's content: a receipt, an invoice, a booking.
    case other
    case unknown

    init(_ name: String) {
        switch name {
        case "CUSCAR", "CUSDEC", "CUSEXP", "COPRAR", "COPINO", "COPARN", "CODECO", "COARRI", "BAPLIE", "IFTMIN",
            "IFTMCS",
            "IFCSUM":
            self = .declaration
        case "CUSRES": self = .notice
        case "IFTSTA": self = .status
        case "CONTRL", "APERAK", "AUTACK", "KEYMAN", "INVOIC", "ORDERS", "ORDRSP", "ORDCHG", "DESADV", "RECADV",
            "PRICAT",
            "PAYMUL", "PAYORD", "REMADV", "TAXCON", "GENRAL", "IFTMAN", "IFTMBF", "IFTMBC", "IFTMBP", "IFTSAI",
            "IFTRIN",
            "IFTCCA", "IFTDGN", "VERMAS", "MOVINS", "BERMAN", "VESDEP", "CALINF", "COREOR", "COSTCO", "COSTOR",
            "COHAOR",
            "DESTIM", "DEBREC", "STATAC", "PAXLST", "CUSREP":
            self = .other
        default: self = .unknown
        }
    }
}
