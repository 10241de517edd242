/// A text of so many lines of so many characters each, such as the machine-readable zone of a document.
public struct PrintedForm: Hashable, Sendable {
    public var name: String
    /// For each character of each line, which ones usually stand there.
    public var lines: [[Set<Character>]]

    public init(name: String, lines: [[Set<Character>]]) { (self.name, self.lines) = (name, lines) }
}

/// A text read as a form has it.
public struct FormRead: Hashable, Sendable {
    /// Name of the form.
    public var form: String
    /// As many characters as the form has; nil where nobody can see which one it is.
    public var lines: [[ReadCharacter?]]
    /// Around all lines, in the picture's pixels, in reading order.
    public var corners: Quad
    /// How well the form fits what is seen: mean negative log-likelihood a character, in nats; 0 is best.
    public var loss: Double

    public init(form: String, lines: [[ReadCharacter?]], corners: Quad, loss: Double) {
        (self.form, self.lines, self.corners, self.loss) = (form, lines, corners, loss)
    }
}
