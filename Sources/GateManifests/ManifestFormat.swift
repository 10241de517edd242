/// The formats that declarations come in; found from the content.
public enum ManifestFormat: String, Sendable, Codable {
    /// The profile of deploy/declaration-profile.md.
    case json, csv
    /// The same with the field names of VNACCS's import and export screens.
    case vnaccs
    /// UN/EDIFACT.
    case edifact
    /// ANSI X12: 309, 358, 350, 355.
    case x12
    /// NCTS phase 5 and ACTS, XML or JSON.
    case ncts
    /// The EU's export and exit (AES).
    case aes
    /// The EU's messages of headers and short names: ENS (ICS), NCTS phase 4, TIR-EPD.
    case header
    /// ASYCUDA single administrative document.
    case asycuda
    /// ASYCUDA manifest.
    case awmds
    /// WCO Data Model 3.
    case wco
    /// China's road manifest.
    case roadManifest
    /// UBL DespatchAdvice.
    case ubl
    /// eCMR and eFTI consignments.
    case freight
    /// Goods movement records of the United Kingdom.
    case gvms
    /// Norway's Digitoll.
    case digitoll
    case unknown
}
