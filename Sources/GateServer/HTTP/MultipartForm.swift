/// `multipart/form-data` (RFC 7578), read strictly; files as text.
enum MultipartForm {
    /// nil when it is not well formed, or a part is not UTF-8.
    static func fields(_ body: [UInt8], contentType: String) -> [String: String]? {
        guard let marker = contentType.after("boundary=") else { return nil }
        let boundary = marker.prefix { $0 != ";" }.filter { $0 != "\"" && $0 != " " }
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        var fields: [String: String] = [:]
        guard var start = end(of: delimiter, in: body, from: 0) else { return nil }
        while fields.count < 50 {
            if body[start...].starts(with: Array("--".utf8)) { return fields }
            guard body[start...].starts(with: [13, 10]),
                let headEnd = end(of: [13, 10, 13, 10], in: body, from: start),
                let next = end(of: [13, 10] + delimiter, in: body, from: headEnd)
            else { return nil }
            let content = body[headEnd..<(next - delimiter.count - 2)]
            guard let head = String(validating: body[start..<headEnd], as: UTF8.self), let name = name(in: head),
                let text = String(validating: content, as: UTF8.self)
            else { return nil }
            if fields[name] == nil { fields[name] = text }
            start = next
        }
        return nil
    }

    private static func name(in head: String) -> String? {
        head.after("; name=\"").map { String($0.prefix { $0 != "\"" }) }
    }

    /// Where the first occurrence ends.
    private static func end(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index] == first, bytes[index..<(index + pattern.count)].elementsEqual(pattern) {
                return index + pattern.count
            }
            index += 1
        }
        return nil
    }
}

extension String {
    /// What follows the first occurrence of a text.
    fileprivate func after(_ text: String) -> Substring? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(text) { return rest.dropFirst(text.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
