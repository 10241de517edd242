import Foundation
import GatePipeline

/// JSON with sorted keys: the same value always has the same bytes.
enum CanonicalJSON {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<T: Decodable>(_ type: T.Type, from text: String?, of name: String, in path: String) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data((text ?? "").utf8))
        } catch {
            throw StoreError(
                "\(path): \(name) cannot be understood; run 'bordergate verify' and restore it from a backup")
        }
    }
}
