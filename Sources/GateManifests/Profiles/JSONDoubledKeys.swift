import Foundation

/// Names that an object of a JSON text has twice. What such an object says depends on who reads it, so nothing is taken from it.
struct JSONDoubledKeys {
    struct Finding: Hashable {
        /// Index in the outermost array; nil where the text is one object.
        var item: Int?
        /// Within the item, such as `containers[0].number`.
        var path: String
    }

    private struct Level {
        let isObject: Bool
        var keys: Set<String> = []
        var key = ""
        var index = 0
    }

    private(set) var findings: [Finding] = []
    private var levels: [Level] = []
    /// More would not be read.
    private static let most = 100

    /// - Parameter text: valid JSON; of another the findings mean nothing.
    init(_ text: some Collection<UInt8>) {
        var isKeyNext = false
        var string: [UInt8]?
        var isEscaped = false
        for byte in text {
            if string != nil {
                string?.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    if isKeyNext, let quoted = string { begin(quoted) }
                    isKeyNext = false
                    string = nil
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): string = [byte]
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                isKeyNext = byte == UInt8(ascii: "{")
                levels.append(Level(isObject: isKeyNext))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                isKeyNext = false
                _ = levels.popLast()
            case UInt8(ascii: ","):
                guard var level = levels.popLast() else { continue }
                level.index += 1
                isKeyNext = level.isObject
                levels.append(level)
            default: break
            }
        }
    }

    private mutating func begin(_ quoted: [UInt8]) {
        // `\u0076ersion` is `version`.
        let text = try? JSONSerialization.jsonObject(with: Data(quoted), options: .fragmentsAllowed) as? String
        guard let key = text ?? nil, var level = levels.popLast() else { return }
        level.key = key
        let isNew = level.keys.insert(key).inserted
        levels.append(level)
        guard !isNew, findings.count < Self.most else { return }
        let isList = levels.first?.isObject == false
        var path = ""
        for level in levels.dropFirst(isList ? 1 : 0) {
            path += level.isObject ? (path.isEmpty ? "" : ".") + level.key : "[\(level.index)]"
        }
        findings.append(Finding(item: isList ? levels.first?.index : nil, path: path))
    }
}
