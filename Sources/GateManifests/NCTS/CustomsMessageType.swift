import GateDomain

/// What a message of the EU's systems says, by its number: NCTS (transit, also ACTS), AES (export and exit), ICS (entry).
///
/// Only those of this table become declarations or notices. Meanings are from the message's purpose in the functional specifications
/// (DDNTA, DDNXA); a receipt or a remark is `noted`.
enum CustomsMessageType: Equatable {
    /// Declares a transport, or repeats the declaration with customs' decision.
    case declaration(Declaration.Status)
    /// Tells of a declaration.
    case notice(DeclarationNotice.Kind)
    /// A decision on a request for invalidation, as its field `decision` says.
    case invalidationDecision
    /// A rejection, of what its `businessRejectionType` says.
    case rejection
    /// A release with an indicator.
    case release
    case unknown

    /// - Parameter name: `CC015C`; the digits tell.
    init(_ name: String) {
        switch name.dropFirst(2).prefix(3) {
        case "015", "013", "515", "513", "570", "573", "615", "613", "315", "313": self = .declaration(.accepted)
        case "029", "043", "529": self = .declaration(.cleared)
        case "014", "514", "574", "614", "314": self = .notice(.cancelled)
        case "009", "509": self = .invalidationDecision
        case "016", "051", "551", "316", "322", "522": self = .notice(.refused)
        case "056", "057", "556", "557", "616", "305", "605": self = .rejection
        case "025", "525": self = .release
        case "028", "528", "328", "628": self = .notice(.linked)
        case "007", "507", "347": self = .notice(.arrived)
        case "004", "005", "008", "019", "022", "023", "035", "040", "044", "045", "048", "054", "055", "058", "060",
            "061",
            "062", "140", "141", "170", "180", "181", "182", "190", "191", "504", "508", "511", "518", "521", "524",
            "548",
            "560", "561", "571", "582", "583", "584", "586", "590", "591", "599", "304", "323", "324", "325", "330",
            "348",
            "351", "604", "660", "906", "917", "928":
            self = .notice(.noted)
        // Guarantees: nothing about a transport, read and noted where they name one.
        case "024", "026", "031", "034", "037", "203", "204", "205", "209", "224", "225", "228", "229", "230", "231":
            self = .notice(.noted)
        default: self = .unknown
        }
    }
}
