import GateDomain
import Testing

@Suite("Container numbers")
struct ContainerNumberTests {
    @Test(
        "Check digits, among them remainder 10, against the vectors of the domain reference",
        arguments: [
            ("CSQU3054383", 3, true), ("DDDU5010600", 0, true), ("MRKU4976720", 0, true), ("TCNU6225360", 0, true),
            ("TRHU4561222", 5, false), ("MSTI6415664", 0, false), ("TESI1120274", 7, false), ("CBHU1234567", 1, false),
            ("MSCU1234567", 6, false), ("MRKU4976721", 0, false), ("OCLU1233398", 8, true), ("ZEPU0037255", 5, true),
        ])
    func checkDigit(_ text: String, _ digit: Int, _ isValid: Bool) {
        #expect(ContainerNumber.checkDigit(of: text.dropLast()) == digit)
        #expect((ContainerNumber(text)?.isCheckDigitValid ?? false) == isValid)
    }

    @Test(
        "Shape", arguments: ["CSQU305438", "CSQU30543833", "CSQX3054383", "C5QU3054383", "CSQU30543A3", "", "桂FA5173"])
    func refused(_ text: String) {
        #expect(ContainerNumber(text) == nil)
    }

    @Test("Separators and small letters are dropped", arguments: ["csqu 305438 3", "CSQU-305438-[3]"])
    func written(_ text: String) {
        #expect(ContainerNumber(text)?.text == "CSQU3054383")
    }

    @Test("Letters equal modulo 11 swap unseen: a valid check digit is no proof", arguments: [("A", "K"), ("I", "S")])
    func blindSpots(_ a: String, _ b: String) {
        #expect(ContainerNumber.checkDigit(of: "\(a)SQU305438") == ContainerNumber.checkDigit(of: "\(b)SQU305438"))
    }
}
