import GateDomain

/// What the library lets through and a desk must not: request smuggling and malformed fields (RFC 9112, 6.3).
enum FieldCheck {
    enum Verdict: Equatable {
        case fine
        /// To be answered with this status, and the connection closed.
        case refuse(status: Int, String)
    }

    static func check(_ headers: HeaderFields, bodyLimit: Int) -> Verdict {
        for (name, value) in headers.fields {
            guard !name.isEmpty, name.utf8.allSatisfy(isToken) else {
                return .refuse(status: 400, "a malformed header name")
            }
            guard value.unicodeScalars.allSatisfy(isFieldText) else {
                return .refuse(status: 400, "a header value holds control characters or is not UTF-8")
            }
        }
        let lengths = headers.all("content-length")
        let codings = headers.all("transfer-encoding")
        guard headers.all("host").count == 1 else { return .refuse(status: 400, "exactly one Host is needed") }
        guard lengths.count <= 1, codings.count <= 1, lengths.isEmpty || codings.isEmpty else {
            return .refuse(status: 400, "the length of the body is given more than once")
        }
        if let coding = codings.first, coding.lowercased() != "chunked" {
            return .refuse(status: 400, "the transfer coding is not known: chunked only")
        }
        if let length = lengths.first {
            guard !length.isEmpty, length.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return .refuse(status: 400, "Content-Length is not a number")
            }
            guard let bytes = Int(length), bytes <= bodyLimit else {
                return .refuse(status: 413, "at most \(bodyLimit) bytes are taken")
            }
        }
        return .fine
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isFieldText(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar.value >= 32 && scalar.value != 127 && scalar.value != 0xFFFD
    }
}
