/// A language of the pages; Vietnamese comes first.
public enum Language: String, Sendable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"
    case chinese = "zh"

    public var ownName: String {
        switch self {
        case .vietnamese: "Tiếng Việt"
        case .english: "English"
        case .chinese: "中文"
        }
    }

    static let cookie = "lang"

    /// By `?lang=`, else the cookie, else what the browser prefers, else Vietnamese.
    static func of(_ request: HTTPRequest, query: [(name: String, value: String)]) -> Language {
        if let asked = query.first(where: { $0.name == "lang" }).flatMap({ Language(rawValue: $0.value) }) {
            return asked
        }
        if let kept = request.cookie(cookie).flatMap({ Language(rawValue: $0) }) { return kept }
        let accepted = (request.headers["accept-language"] ?? "").lowercased().split(separator: ",")
        return accepted.lazy.compactMap { Language(rawValue: String($0.drop { $0 == " " }.prefix(2))) }.first
            ?? .vietnamese
    }
}

/// A text of the pages in every language: none can be missing.
public struct Phrase: Sendable, Hashable {
    private let vi: String
    private let en: String
    private let zh: String

    public init(vi: String, en: String, zh: String) {
        self.vi = vi
        self.en = en
        self.zh = zh
    }

    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .vietnamese: vi
        case .english: en
        case .chinese: zh
        }
    }
}
