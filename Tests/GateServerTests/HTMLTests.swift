import Testing

@testable import GateServer

private let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='alert(1)", "&lt;", "{{7*7}}",
    "\u{0}\u{1B}[31m",
    "\u{202E}evil", "]]>", "</textarea><script>", "javascript:alert(1)", "é天\u{7F}",
]

@Test(arguments: hostile)
func textStaysText(_ text: String) {
    let page = tag(.p, .set(.title, text), .data("x\" onload=y", text)) { text }.markup
    #expect(!page.dropFirst(1).contains("<script") && !page.contains("<img") && !page.contains("</textarea"))
    // Two quotes for each of two attributes, and none that came from the text.
    #expect(page.filter { $0 == "\"" }.count == 4)
    #expect(!page.contains("'") && !page.contains("\u{202E}") && !page.contains("\u{0}") && !page.contains("\u{1B}"))
}

@Test(arguments: [
    ("/a", "/a"), ("?x=1", "?x=1"), ("#a", "#a"), ("javascript:alert(1)", "#"), ("//evil.example/", "#"),
    ("https://evil.example", "#"),
    ("/\\evil.example", "#"), ("", "#"),
])
func linksStayHere(_ given: String, _ written: String) {
    #expect(tag(.a, .href(given), text: "x").markup == "<a href=\"\(written)\">x</a>")
}

@Test func voidElementsAndFlags() {
    #expect(tag(.input, .flag(.required), .flag(.checked, false)).markup == "<input required>")
    #expect(tag(.br).markup == "<br>")
}

@Test func jsonIsEscaped() {
    var json = JSONText()
    json.object { json in
        json.field("a\"b", "x\\\"\n\u{1}天")
        json.field("n", Double.infinity)
        json.field("m", 1.5)
        json.array("l", ["p", "q"]) { $0.value($1) }
        json.object("o") { $0.field("t", true) }
    }
    #expect(json.text == #"{"a\"b":"x\\\"\n\u0001天","m":1.5,"l":["p","q"],"o":{"t":true}}"#)
}

@Test(arguments: [
    ("/firm", "/firm"), (nil, "/"), ("//evil", "/"), ("https://evil", "/"), ("/login", "/"), ("/a%zz", "/"),
])
func signingInLeadsBackHereOnly(_ next: String?, _ path: String) {
    #expect(ReturnPath.checked(next) == path)
}
