import Foundation
import GateManifests
import Testing

@Suite struct FileEndTests {
    static let whole: [String] = [
        "{\"a\": \"}\\\"{\"}", "[1, [2]]\n", "{\"a\":1}\n{\"a\":2}\n", "<a><b/></a>\n",
        "<?xml version=\"1.0\"?><!-- <x> --><a b='>'/>",
        "<a><![CDATA[<b>]]></a><!-- < end -->", "UNB+UNOA:1+A+B+1+1'UNH+1+CUSCAR:D:95B:UN'UNT+2+1'UNZ+1+1'\n",
        "UNA:+.? *UNB+UNOA:1+A+B+1+1*UNZ+0+1*", "reference,goods\nA,\"two\nlines\"\n", "reference\nA",
    ]

    @Test(arguments: whole) func aWholeFileIsWhole(text: String) {
        #expect(FileEnd.missing(in: Array(text.utf8)) == nil)
    }

    /// However a file in a bracketed form is cut, it is never taken for whole before its last bracket.
    @Test(arguments: whole.prefix(9)) func aCutFileIsNot(text: String) {
        let bytes = Array(text.utf8)
        let closing = Set("}]>'*\"".utf8)
        let end = bytes.lastIndex { closing.contains($0) } ?? 0
        for cut in 0..<end {
            let part = Array(bytes[..<cut])
            // Lines of JSON and of a table, and what follows a root, may end where another would begin.
            let isBoundary =
                ["{\"a\":1}", "<a><![CDATA[<b>]]></a>"].contains { String(decoding: part, as: UTF8.self).hasPrefix($0) }
                || text.hasPrefix("reference") && !part.contains(UInt8(ascii: "\""))
            if !isBoundary, part.contains(where: { $0 > 32 }) {
                #expect(FileEnd.missing(in: part) != nil, "\(String(decoding: part, as: UTF8.self))")
            }
        }
    }

    @Test(arguments: ["", " \n", "\u{FEFF}"]) func nothingIsNotWhole(text: String) {
        #expect(FileEnd.missing(in: Array(text.utf8)) == "it is empty")
    }

    @Test func wideTextIsLookedThrough() {
        func wide(_ text: String) -> [UInt8] {
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        }
        #expect(FileEnd.missing(in: wide("<a><b/></a>")) == nil)
        #expect(FileEnd.missing(in: wide("<a><b/>")) != nil)
    }

    /// What libxml2 would need minutes for is refused at a glance.
    @Test(arguments: ["attributes", "nested deeper", "elements"])
    func limitsAreCountedBeforeTheParser(word: String) {
        let text =
            switch word {
            case "attributes": "<a " + (0..<300_000).map { "x\($0)=\"\" " }.joined() + "/>"
            case "elements": "<r>" + String(repeating: "<a/>", count: 1_000_001) + "</r>"
            default: String(repeating: "<a>", count: 2_000_000)
            }
        let bytes = Array(text.utf8)
        let start = threadSeconds()
        let reading = ManifestReader().read(bytes, name: "f.xml")
        let time = threadSeconds() - start
        #expect(reading.problems.first?.message.contains(word) == true)
        #expect(time < 20)
    }
}
