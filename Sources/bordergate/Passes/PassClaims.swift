import GateDomain
import GatePeople

/// What `pass issue` is told of a new pass.
struct PassClaims: Decodable {
    struct Driver: Decodable {
        var state: String
        var number: String
        var birth: String
    }
    var validUntil: String
    var validFrom: String?
    var plate: String?
    var trailer: String?
    var container: String?
    var reference: String?
    var uses: Int?
    var gates: [String]?
    var statusIndex: Int?
    var driver: Driver?

    func pass(issuer: String, issued: Instant) throws -> Pass {
        guard let until = Instant(rfc3339: validUntil) else {
            throw UsageError("--claims: validUntil is no RFC 3339 time such as 2026-12-31T23:59:59Z")
        }
        guard let from = validFrom.map({ Instant(rfc3339: $0) }) ?? issued else {
            throw UsageError("--claims: validFrom is no RFC 3339 time such as 2026-12-01T00:00:00Z")
        }
        guard from < until else { throw UsageError("--claims: validFrom is not before validUntil") }
        if let uses, !(1...1_000_000).contains(uses) { throw UsageError("--claims: uses is 1 to 1000000, or left out") }
        if let statusIndex, !(0..<StatusList.most).contains(statusIndex) {
            throw UsageError("--claims: statusIndex is 0 to \(StatusList.most - 1)")
        }
        var random = SystemRandomNumberGenerator()
        let id = (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
        return Pass(
            issuer: issuer, expires: until, notBefore: from, issued: issued, id: id, statusIndex: statusIndex,
            plate: plate, trailer: trailer,
            driver: driver.map { DriverHash.of(passID: id, state: $0.state, number: $0.number, birth: $0.birth) },
            reference: reference, uses: uses, gates: gates ?? [], container: container)
    }
}
