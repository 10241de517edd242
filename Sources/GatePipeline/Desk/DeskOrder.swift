public import GateDomain

/// What an officer orders about a case.
public enum DeskOrder: Hashable, Sendable {
    case claim
    case unclaim
    case resolve(ClearanceCase.Resolution, code: String, text: String)
    /// By a second officer: an act takes effect, or does not.
    case confirm(act: Int, text: String)
    case decline(act: Int, text: String)
    case hold(text: String)
    case lift(agency: String, text: String)
    case askInspection(InspectionWay, text: String)
    case inspected(InspectionOutcome, text: String)
    case correct(sighting: String, to: String, text: String)
    case note(String)
    /// Takes a decision back.
    case reopen(text: String)
    /// To another agency, which holds it; out of the hands that have it.
    case reroute(Agency, text: String)

    public enum InspectionWay: String, Sendable, CaseIterable { case documents, scan, physical, weigh, laboratory }
    public enum InspectionOutcome: String, Sendable, CaseIterable { case conforms, differs, damaged }

    /// What must be allowed for it.
    public var action: DeskAction {
        switch self {
        case .claim, .unclaim: .claim
        case .resolve: .decide
        case .confirm, .decline: .confirm
        case .hold: .hold
        case .lift: .lift
        case .askInspection, .inspected: .inspect
        case .correct: .correct
        case .note: .note
        case .reopen: .reopen
        case .reroute: .reroute
        }
    }
}

/// Why a case is resolved; a code counts for some resolutions only.
public enum ReasonCode: String, Sendable, CaseIterable {
    case asDeclared, misread, documentsShown, changeDeclared, inspectionConforms
    case swap, undeclaredGoods, falseIdentity, sealBroken, noDeclaration, inspectionDiffers
    case toInspection, toQuarantine, toBorderGuard, toInvestigation
    case other

    public var resolutions: Set<ClearanceCase.Resolution> {
        switch self {
        case .asDeclared, .misread, .documentsShown, .changeDeclared, .inspectionConforms: [.release]
        case .swap, .undeclaredGoods, .falseIdentity, .sealBroken, .noDeclaration, .inspectionDiffers: [.refuse]
        case .toInspection, .toQuarantine, .toBorderGuard, .toInvestigation: [.refer]
        case .other: [.release, .refuse, .refer]
        }
    }
}

/// Why an order was refused; nothing was changed.
public enum DeskRefusal: Error, Hashable, Sendable {
    case noSuchCase
    case notAllowed
    case claimed(by: String)
    case notClaimed
    case alreadyResolved
    case notResolved
    case reasonMissing
    case textMissing
    case held(agencies: [String])
    case noSuchHold
    case notYourHold
    case waitsForSecond
    case sameOfficer
    case nothingToConfirm
    case noSuchRead
    case noPlateOrNumber
    case noInspection
}
