/// One segment: its tag and its elements, each a list of components; trailing empty ones are absent.
struct EDIFACTSegment {
    var tag: String
    /// The tag is element 0.
    var elements: [[String]]
    /// From 1, within the file.
    var number: Int
    /// From 1, where it begins.
    var line: Int

    /// A component's text; nil when absent or empty. Elements count from 1 behind the tag, components from 1.
    subscript(element: Int, component: Int = 1) -> String? {
        guard elements.indices.contains(element), elements[element].indices.contains(component - 1) else { return nil }
        let text = elements[element][component - 1]
        return text.isEmpty ? nil : text
    }

    /// The components of an element that are not empty.
    func all(_ element: Int) -> [String] {
        elements.indices.contains(element) ? elements[element].filter { !$0.isEmpty } : []
    }

    /// `segment 5 MEA, element 3.2, line 9`.
    func place(_ element: Int? = nil, _ component: Int? = nil) -> String {
        var text = "segment \(number) \(tag)"
        if let element { text += ", element \(element)" + (component.map { ".\($0)" } ?? "") }
        return text + ", line \(line)"
    }

    /// Behind the tag, without release characters, for segments that are kept raw.
    var raw: String { elements.dropFirst().map { $0.joined(separator: ":") }.joined(separator: "+") }
}
