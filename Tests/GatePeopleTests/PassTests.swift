import Foundation
import GateDomain
import GatePipeline
import Testing

@testable import GatePeople

/// Passes of an issuer made here, and what may be done to them.
struct PassTests {
    let key = SigningKey(issuer: "VN-TEST", seed: [UInt8](repeating: 7, count: 32))!
    let now = Instant(rfc3339: "2026-03-02T03:00:00Z")!
    var trusted: TrustedKeys { TrustedKeys([.init(issuer: "VN-TEST", key: key.publicKey)]) }

    func pass(_ change: (inout Pass) -> Void = { _ in }) -> Pass {
        var pass = Pass(
            issuer: "VN-TEST", expires: now.advanced(bySeconds: 3600), notBefore: now.advanced(bySeconds: -3600),
            issued: now.advanced(bySeconds: -7200), id: [1, 2, 3, 4, 5, 6, 7, 8], statusIndex: 12, plate: "29C58214",
            trailer: "29RM01947",
            driver: DriverHash.of(passID: [1, 2, 3, 4, 5, 6, 7, 8], state: "VNM", number: "B4673002", birth: "880912"),
            reference: "VN-2026-000201", uses: 2, gates: ["huu-nghi"])
        change(&pass)
        return pass
    }

    func list(revoked: [Int] = [], hours: Double = 1) -> StatusList {
        var list = StatusList(issuer: "VN-TEST", issued: now, expires: now.advanced(bySeconds: hours * 3600))
        list.extend(to: 100)
        for index in revoked { list.revoke(index) }
        return list
    }

    var circumstances: PassVerifier.Circumstances {
        .init(
            at: now, gate: "huu-nghi", plate: "29C-582.14", trailer: "29RM-019.47",
            driver: ("VNM", "B4673002", "880912"), used: 0)
    }

    func verify(
        _ text: String, lists: [StatusList]? = nil, trusted: TrustedKeys? = nil,
        _ change: (inout PassVerifier.Circumstances) -> Void = { _ in }
    ) -> PassVerifier.Finding {
        var circumstances = circumstances
        change(&circumstances)
        return PassVerifier(trusted: trusted ?? self.trusted, lists: lists ?? [list()]).verify(text, in: circumstances)
    }

    @Test func aPassThatFitsIsValid() {
        let finding = verify(pass().signed(by: key))
        #expect(finding == .init(verdict: .valid, reason: nil, pass: pass()))
    }

    @Test func whatDoesNotFitIsNamed() {
        let text = pass().signed(by: key)
        #expect(verify(text) { $0.gate = "tan-thanh" }.reason == .gate)
        #expect(verify(text) { $0.plate = "29C58215" }.reason == .vehicle)
        #expect(verify(text) { $0.trailer = "29RM01948" }.reason == .vehicle)
        #expect(verify(text) { $0.driver = ("VNM", "B4673003", "880912") }.reason == .driver)
        #expect(verify(text) { $0.used = 2 }.reason == .used)
        #expect(verify(text) { $0.used = 1 }.verdict == .valid)
        #expect(verify(text, lists: [list(revoked: [12])]).reason == .revoked)
        #expect(
            verify(pass { $0.container = "TGHU6048210" }.signed(by: key)) { $0.container = "CMAU3195702" }.reason
                == .container)
        #expect(
            verify(text) {
                $0.driver = nil; $0.plate = nil; $0.used = nil
            }.notCompared == ["plate", "driver", "uses"])
    }

    @Test func timeCountsToTheSecond() {
        let text = pass().signed(by: key)
        #expect(verify(text) { $0.at = pass().expires }.reason == .expired)
        #expect(verify(text) { $0.at = pass().expires.advanced(bySeconds: -1) }.verdict == .valid)
        #expect(verify(text) { $0.at = pass().notBefore.advanced(bySeconds: -60) }.verdict == .valid)
        #expect(verify(text) { $0.at = pass().notBefore.advanced(bySeconds: -61) }.reason == .notYetValid)
    }

    @Test func withoutAListThatCountsNothingIsValid() {
        let text = pass().signed(by: key)
        #expect(verify(text, lists: []) == .init(verdict: .unchecked, reason: .statusList, pass: pass()))
        #expect(verify(text, lists: [list(hours: -1)]).verdict == .unchecked)
        #expect(verify(text, lists: [list(revoked: [12], hours: -1)]).reason == .revoked)
        #expect(verify(pass { $0.statusIndex = 5000 }.signed(by: key)).verdict == .unchecked)
        #expect(verify(text, lists: []) { $0.plate = "1" }.reason == .vehicle)
        #expect(verify(pass { $0.statusIndex = nil }.signed(by: key), lists: []).verdict == .valid)
    }

    @Test func keysCountForTheirIssuerAndTime() {
        let text = pass().signed(by: key)
        let other = SigningKey(issuer: "VN-TEST", seed: [UInt8](repeating: 8, count: 32))!
        #expect(
            verify(text, trusted: TrustedKeys([.init(issuer: "VN-TEST", key: other.publicKey)])).reason == .unknownKey)
        #expect(
            verify(text, trusted: TrustedKeys([.init(issuer: "CN-TEST", key: key.publicKey)])).reason == .unknownKey)
        let late = TrustedKeys.Key(issuer: "VN-TEST", key: key.publicKey, from: now)
        #expect(verify(text, trusted: TrustedKeys([late])).reason == .unknownKey)
        let stolen = TrustedKeys.Key(issuer: "VN-TEST", key: key.publicKey, isRevoked: true)
        #expect(
            verify(text, trusted: TrustedKeys([stolen])) == .init(verdict: .refused, reason: .keyRevoked, pass: nil))
    }

    @Test func aReleaseIsNoPass() {
        let envelope = SignedEnvelope(payload: pass().claims.encoded, key: key, purpose: .release)
        #expect(envelope.isSigned(by: key.publicKey, purpose: .release))
        #expect(verify(Pass.prefix + Base45.encode(envelope.bytes)).reason == .signature)
    }

    /// Every bit of the envelope matters.
    @Test func everyFlippedBitIsRefused() throws {
        let bytes = try #require(Base45.decode(pass().signed(by: key).dropFirst(Pass.prefix.count)))
        #expect(bytes.count > 190)
        for bit in 0..<(bytes.count * 8) {
            var bytes = bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            #expect(verify(Pass.prefix + Base45.encode(bytes)).verdict == .refused, "bit \(bit)")
        }
    }

    @Test func anyOtherTextIsRefusedAndEndsNothing() throws {
        let text = Array(pass().signed(by: key).utf8)
        let bytes = try #require(Base45.decode(Substring(decoding: text.dropFirst(5), as: UTF8.self)))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var changed = text
            for _ in 0...Int.random(in: 0...3, using: &random) {
                guard !changed.isEmpty else { break }
                let place = Int.random(in: 0..<changed.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: changed[place] = UInt8.random(in: 32...126, using: &random)
                case 1: changed.remove(at: place)
                case 2: changed.insert(UInt8.random(in: 32...126, using: &random), at: place)
                default: changed.removeLast(min(changed.count - 1, place))
                }
            }
            if changed != text { #expect(verify(String(decoding: changed, as: UTF8.self)).verdict == .refused) }
            var mixed = bytes
            mixed.replaceSubrange(
                Int.random(in: 0..<100, using: &random)..<Int.random(in: 100..<190, using: &random),
                with: (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
                })
            #expect(verify(Pass.prefix + Base45.encode(mixed)).verdict == .refused)
        }
    }

    @Test(arguments: [
        "", "BGP1:", "https://example.org/pass?id=1", "HC1:ABC", "bgp1:abc", "BGP1:::::::",
        "BGP1:" + String(repeating: "0", count: 5000),
    ]) func whatIsNoPassIsMalformed(_ text: String) { #expect(verify(text).reason == .malformed) }

    /// Another shape of the envelope, each with a signature that holds.
    @Test func onlyTheOneFormCounts() throws {
        func sealed(
            tag: UInt64? = 18, header: CBOR? = nil, open: CBOR = .map([]), claims: CBOR? = nil, more: [UInt8] = []
        ) -> PassVerifier.Finding {
            let header = header ?? .map([member(1, .integer(-8)), member(4, .bytes(key.publicKey.id))])
            let protected = header.encoded
            let payload = (claims ?? pass().claims).encoded
            let signed = CBOR.array([.text("Signature1"), .bytes(protected), .bytes([]), .bytes(payload)]).encoded
            let parts = CBOR.array([.bytes(protected), open, .bytes(payload), .bytes(key.sign(signed))])
            let bytes = (tag.map { .tagged($0, parts) } ?? parts).encoded + more
            return verify(Pass.prefix + Base45.encode(bytes))
        }
        func member(_ key: Int64, _ value: CBOR) -> CBOR.Member { .init(key: .integer(key), value: value) }
        func without(_ keys: Int64..., adding more: [CBOR.Member] = []) -> CBOR {
            guard case .map(let members) = pass().claims else { return .integer(0) }
            return .map(members.filter { member in !keys.contains { member.key == .integer($0) } } + more)
        }
        #expect(sealed().verdict == .valid)
        #expect(sealed(tag: nil).reason == .malformed)
        #expect(sealed(tag: 98).reason == .malformed)
        #expect(sealed(more: [0]).reason == .malformed)
        #expect(sealed(open: .map([member(4, .bytes(key.publicKey.id))])).reason == .malformed)
        #expect(
            sealed(header: .map([member(1, .integer(-7)), member(4, .bytes(key.publicKey.id))])).reason == .algorithm)
        #expect(
            sealed(header: .map([member(1, .integer(0)), member(4, .bytes(key.publicKey.id))])).reason == .algorithm)
        #expect(sealed(header: .map([member(4, .bytes(key.publicKey.id))])).reason == .malformed)
        let critical = CBOR.map([
            member(1, .integer(-8)), member(2, .array([.integer(99)])), member(4, .bytes(key.publicKey.id)),
        ])
        #expect(sealed(header: critical).reason == .malformed)
        for required: Int64 in [1, 4, 5, 7] { #expect(sealed(claims: without(required)).reason == .malformed) }
        for wrong in [CBOR.integer(-1), .text("1"), .integer(.max)] {
            #expect(sealed(claims: without(4, adding: [member(4, wrong)])).reason == .malformed)
        }
        #expect(
            sealed(claims: without(-70001, adding: [member(-70001, .map([member(9, .text("x"))]))])).reason
                == .malformed)
        #expect(
            sealed(claims: without(-70001, adding: [member(-70001, .map([member(5, .integer(0))]))])).reason
                == .malformed)
        #expect(sealed(claims: without(1, adding: [member(1, .text("CN-TEST"))])).reason == .unknownKey)
    }

    @Test func keysAndListsSurviveTheirFiles() throws {
        let back = try SigningKey(file: key.file, path: "k")
        #expect(back.publicKey == key.publicKey && back.issuer == "VN-TEST")
        let file = TrustedKeys([
            .init(issuer: "A", key: key.publicKey, from: now), .init(issuer: "B", key: key.publicKey, isRevoked: true),
        ])
        #expect(try TrustedKeys(file: file.file, path: "t").keys == file.keys)
        let list = try StatusList(file: list(revoked: [3, 12, 99]).file(signedBy: key), path: "s", trusted: trusted)
        #expect((0..<104).filter(list.isRevoked) == [3, 12, 99])
        let stranger = SigningKey(issuer: "VN-TEST", seed: [UInt8](repeating: 9, count: 32))!
        #expect(throws: PassError.self) {
            try StatusList(file: self.list().file(signedBy: stranger), path: "s", trusted: trusted)
        }
        #expect(throws: PassError.self) { try StatusList(file: [], path: "s", trusted: trusted) }
        #expect(throws: PassError.self) { try TrustedKeys(file: Array("{}".utf8), path: "t") }
    }

    /// RFC 9285's own examples, and RFC 8032's first key.
    @Test func knownVectors() throws {
        #expect(Base45.encode(Array("AB".utf8)) == "BB8")
        #expect(Base45.encode(Array("Hello!!".utf8)) == "%69 VD92EX0")
        #expect(Base45.encode(Array("base-45".utf8)) == "UJCLQE7W581")
        #expect(Base45.decode("QED8WEX0") == Array("ietf!".utf8))
        #expect(Base45.decode("FGW") == [0xFF, 0xFF] && Base45.decode("GGW") == nil && Base45.decode("A") == nil)
        let seed = try #require(Hexadecimal.bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let key = try #require(SigningKey(issuer: "x", seed: seed))
        #expect(
            Hexadecimal.text(key.publicKey.bytes) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(Hexadecimal.text(key.sign([])).hasPrefix("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974"))
    }

    @Test(arguments: [
        "1818", "190018", "1a00000018", "1b0000000000000018", "5f4101ff", "9f01ff", "bf0101ff", "a201010102", "f4",
        "f6", "fa00000000",
        "1c", "61ff", "8181818181818101", "c0c0c0c0c0c0c001", "5bffffffffffffffff", "9bffffffffffffffff", "", "0101",
        "3bffffffffffffffff",
    ]) func cborHasOneForm(_ digits: String) throws {
        let bytes = try #require(Hexadecimal.bytes(digits))
        // The first is the only good one: 24 in its shortest form.
        #expect(((try? CBOR.decode(bytes)) != nil) == (digits == "1818"))
    }

    @Test func theCodeIsReadBack() throws {
        let text = pass().signed(by: key)
        let modules = try #require(QRCode.modules(of: text))
        #expect(modules.version <= 11)
        let scale = 4
        let side = (modules.width + 8) * scale
        let grey = (0..<(side * side)).map { place -> UInt8 in
            let (x, y) = (place % side / scale - 4, place / side / scale - 4)
            let isInside = (0..<modules.width).contains(x) && (0..<modules.width).contains(y)
            return isInside && modules.dark[y * modules.width + x] ? 20 : 230
        }
        let texts = grey.withUnsafeBufferPointer {
            QRCode.texts(in: PicturePlane(base: $0.baseAddress!, width: side, height: side, stride: side))
        }
        #expect(texts == [text])
        #expect(QRCode.png(modules, pixelsPerModule: 6).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
}
