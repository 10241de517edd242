import GateDomain
import GatePipeline
import Testing

@testable import GateServer

@Test func aPasswordIsRightForItsHashOnly() async throws {
    let passwords = Passwords()
    let hash = Passwords.hash("correct horse")
    #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    #expect(try await passwords.isRight("correct horse", for: hash))
    #expect(try await !passwords.isRight("correct horsf", for: hash))
    #expect(try await !passwords.isRight("correct horse", for: nil))
}

@Test func anUnknownAccountCostsTheWorkOfAKnownOne() async throws {
    let asked = Locked<[String]>([])
    let passwords = Passwords { _, hash in
        asked.withLock { $0.append(hash) }
        return true
    }
    let hash = Passwords.hash("correct horse")
    #expect(try await passwords.isRight("wrong", for: hash))
    // Counted, not timed: on a busy machine the same work takes now once, now three times as long.
    #expect(try await !passwords.isRight("wrong", for: nil))
    let hashes = asked.withLock { $0 }
    let parameters = hashes.map { $0.split(separator: "$").prefix(3) }
    #expect(hashes.count == 2 && parameters[0] == parameters[1] && hashes[0].count == hashes[1].count)
}

// RFC 6238, appendix B (SHA-1), the last six of eight digits.
@Test(arguments: [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")])
func oneTimeCodesAreTheStandards(_ time: Int64, _ code: String) {
    let secret = Array("12345678901234567890".utf8)
    #expect(OneTimeCode.code(secret: secret, step: time / 30) == code)
    #expect(OneTimeCode.step(of: code, secret: secret, at: time) == time / 30)
    #expect(OneTimeCode.step(of: code, secret: secret, at: time + 30) == time / 30)
    #expect(OneTimeCode.step(of: code, secret: secret, at: time + 90) == nil)
}

@Test func aCursorServesItsChannelOnly() throws {
    let cursors = EventCursors(secrets: .random())
    let text = cursors.text(4711, channel: "firm a")
    #expect(cursors.sequence(text, channel: "firm a") == 4711)
    #expect(cursors.sequence(text, channel: "firm b") == nil)
    #expect(EventCursors(secrets: .random()).sequence(text, channel: "firm a") == nil)
    for index in text.indices {
        var forged = text
        forged.replaceSubrange(index...index, with: text[index] == "0" ? "1" : "0")
        #expect(cursors.sequence(forged, channel: "firm a") == nil)
    }
    #expect(cursors.sequence("", channel: "firm a") == nil)
}

@Test func secretsAreSealed() throws {
    let secrets = Secrets.random()
    let sealed = secrets.seal([1, 2, 3])
    #expect(secrets.open(sealed) == [1, 2, 3])
    #expect(secrets.seal([1, 2, 3]) != sealed)
    #expect(Secrets.random().open(sealed) == nil)
    var changed = sealed
    changed[30] ^= 1
    #expect(secrets.open(changed) == nil)
    #expect(secrets.open([]) == nil)
}

@Test(arguments: [
    "bg_live_0123456789ab", "bg_live_0123456789ab_", "bg_test_0123456789ab_" + String(repeating: "a", count: 43),
    "bg_live_0123456789ab_" + String(repeating: "-", count: 43), "",
    "bg_live_0123456789ab_" + String(repeating: "a", count: 44),
])
func whatIsNoKeyIsNone(_ text: String) { #expect(APIKeyText(text) == nil) }

@Test func aKeyReadsBack() throws {
    let key = APIKeyText()
    let secrets = Secrets.random()
    let read = try #require(APIKeyText(key.text))
    #expect(read.hash(secrets) == key.hash(secrets) && read.hash(.random()) != key.hash(secrets))
}

@Test(arguments: [
    ("127.0.0.1:80", true), ("[::1]:80", true), ("localhost:80", true), ("0.0.0.0:80", false),
    ("192.168.1.1:80", false), ("[::]:80", false),
])
func loopbackIsKnown(_ text: String, _ isLoopback: Bool) throws {
    #expect(try ListenAddress(text).isLoopback == isLoopback)
}

@Test(arguments: ["", "80", "example.com:80", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:-1"])
func whatIsNoAddressIsRefused(_ text: String) { #expect(throws: ServerError.self) { _ = try ListenAddress(text) } }

@Test(arguments: ["0.0.0.0:0", "[::]:0"])
func listeningForOthersNeedsTLS(_ text: String) throws {
    let server = LiveServer(options: .init(address: try ListenAddress(text)), responder: Silence())
    #expect(throws: ServerError.self) { try server.start() }
}

struct Silence: Responder {
    func respond(to request: HTTPRequest) async -> HTTPResponse { HTTPResponse() }
    func refuse(_ request: HTTPRequest, _ problem: Problem) -> HTTPResponse { HTTPResponse(status: problem.status) }
    func finished(_ request: HTTPRequest, _ response: HTTPResponse, seconds: Double) {}
}
