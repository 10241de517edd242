import Foundation

/// What is printed on vehicles and is no plate, and how plates are built abroad: `Models/lettering.json`.
struct Lettering {
    /// What a text of unknown format is.
    enum Verdict: Equatable {
        case plate
        /// No country builds its plates so, or some other numbers are built so: given, and never sure.
        case doubtful(String)
        case refused(String)
    }

    private struct Pattern: Decodable {
        var kind: String?
        var country: String?
        var pattern: String
    }

    private struct File: Decodable {
        var never: [Pattern]
        var doubt: [Pattern]
        var abroad: [Pattern]
    }

    private let never: [(kind: String, expression: NSRegularExpression)]
    private let doubt: [(kind: String, expression: NSRegularExpression)]
    private let abroad: [(countries: String, expression: NSRegularExpression)]

    /// - Throws: `RecognitionError` that names the file, and the pattern that is none.
    init(path: String) throws(RecognitionError) {
        let file = try PlateReaderDescription.read(File.self, path)
        func compiled(_ patterns: [Pattern]) throws(RecognitionError) -> [(String, NSRegularExpression)] {
            var result: [(String, NSRegularExpression)] = []
            for one in patterns {
                guard let expression = try? NSRegularExpression(pattern: "^(?:\(one.pattern))$") else {
                    throw RecognitionError("\(path): \"\(one.pattern)\" is no regular expression")
                }
                result.append((one.kind ?? one.country ?? "", expression))
            }
            return result
        }
        never = try compiled(file.never)
        doubt = try compiled(file.doubt)
        abroad = try compiled(file.abroad)
    }

    /// More characters are on no plate of a country that is not known by its format.
    private static let longest = 8

    /// What a text is that fits no format of the grammar, or one that many other numbers fit.
    func verdict(on text: String) -> Verdict {
        if let kind = never.first(where: { matches($0.expression, text) })?.kind { return .refused(kind) }
        if let kind = doubt.first(where: { matches($0.expression, text) })?.kind { return .doubtful(kind) }
        guard text.count <= Self.longest, abroad.contains(where: { matches($0.expression, text) }) else {
            return .doubtful("no country builds its plates so")
        }
        return .plate
    }

    private func matches(_ expression: NSRegularExpression, _ text: String) -> Bool {
        expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
