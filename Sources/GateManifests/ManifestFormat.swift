/// The formats that declarations come in; found from the content.
public enum ManifestFormat: String, Sendable, Codable {
    /// The profile of deploy/declaration-profile.md.
    case json, csv
    /// The same with the field names of VNACCS's import and export screens.
    case vnaccs
    /// UN/EDIFACT: CUSCAR, CUSDEC, COPRAR, COPINO, CODECO, IFTMIN, IFTSTA, BAPLIE, CUSRES.
    case edifact
    /// NCTS phase 5 and ACTS, XML or JSON.
    case ncts
    /// ASYCUDA single administrative document.
    case asycuda
    /// ASYCUDA manifest.
    case awmds
    /// WCO Data Model 3.
    case wco
    case unknown
}
