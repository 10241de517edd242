import GateDomain
import Testing

@testable import GatePeople

@Suite("Forged passes") struct PassForgeryTests {
    /// Constant numbers: the same forgeries on every run.
    struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test("No forgery is accepted, of whatever kind", arguments: PassForgery.Kind.allCases)
    func refused(kind: PassForgery.Kind) {
        let tests = PassTests()
        let pass = tests.pass { $0.uses = 1 }
        let verifier = PassVerifier(trusted: tests.trusted, lists: [tests.list()])
        #expect(verifier.verify(pass.signed(by: tests.key), in: tests.circumstances).verdict == .valid)
        let forgery = PassForgery(pass, key: tests.key)
        var random = Numbers(state: 1)
        for _ in 0..<400 {
            let (text, shown) = forgery.make(kind, for: tests.circumstances, using: &random)
            #expect(verifier.verify(text, in: shown).verdict == .refused, "\(text)")
        }
    }
}
