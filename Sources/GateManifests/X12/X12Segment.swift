/// One segment: its tag is element 0.
struct X12Segment {
    var elements: [String]
    /// From 1, within the file.
    var number: Int

    var tag: String { elements.first ?? "" }
    var place: String { "segment \(number) \(tag)" }

    /// Nil when absent or empty.
    subscript(element: Int) -> String? {
        guard elements.indices.contains(element), !elements[element].isEmpty else { return nil }
        return elements[element]
    }

    var raw: String { elements.dropFirst().joined(separator: "*") }
}
