import Foundation
import GatePipeline

/// A lane file that cannot be used: which, and why.
struct LaneFileError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// Reads and writes the files of `schedule` and `simulate`; every error names its file.
enum LaneFiles {
    static func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw LaneFileError("\(path): cannot be read; check the path and its permissions")
        }
        return data
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data, _ path: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw LaneFileError("\(path): \(error.whatAndWhere)")
        }
    }

    static func named<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw LaneFileError("\(path): \(error)") }
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw LaneFileError("\(path): cannot be written: \(error.localizedDescription)")
        }
    }
}
