import GatePipeline

/// What the administrator's pages say.
enum AdminWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let people = say("Người dùng", "People", "用户")
    static let name = say("Tên", "Name", "姓名")
    static let role = say("Vai trò", "Role", "角色")
    static let agency = say("Cơ quan", "Agency", "机构")
    static let firm = say("Doanh nghiệp", "Firm", "企业")
    static let factor = say("Mã xác thực", "One-time codes", "动态验证码")
    static let on = say("bật", "on", "已启用")
    static let off = say("tắt", "off", "未启用")
    static let disabled = say("đã khóa", "disabled", "已停用")
    static let disable = say("Khóa", "Disable", "停用")
    static let enable = say("Mở khóa", "Enable", "启用")
    static let reset = say("Cấp mật khẩu mới", "New password", "重置密码")
    static let add = say("Thêm người dùng", "Add a person", "添加用户")
    static let password = say(
        "Mật khẩu này chỉ hiện một lần và chỉ dùng được một lần:", "This password is shown once and serves once:",
        "此密码仅显示一次且仅可使用一次:")
    static let refused = say(
        "Không thêm được: tên trống, đã có, hoặc vai trò không hợp cơ quan, doanh nghiệp.",
        "Not added: the name is empty or taken, or the role does not go with agency or firm.",
        "未添加:姓名为空或已存在,或角色与机构、企业不符。")
    static let notYourself = say("Không thể tự khóa mình.", "You cannot disable yourself.", "不能停用自己。")

    static let keys = say("Khóa API của doanh nghiệp", "Keys of firms", "企业API密钥")
    static let lastUsed = say("Dùng lần cuối", "Last used", "最近使用")
    static let never = say("chưa", "never", "从未")
    static let revoke = say("Thu hồi", "Revoke", "吊销")
    static let state = say("Tình trạng", "State", "状态")
    static let live = say("còn hiệu lực", "live", "有效")
    static let dead = say("hết hiệu lực", "not live", "失效")

    static let audit = say("Nhật ký", "Audit log", "审计日志")
    static let actor = say("Người làm", "Actor", "操作者")
    static let action = say("Việc", "Action", "操作")
    static let subject = say("Đối tượng", "Subject", "对象")
    static let number = say("Số", "Number", "编号")
    static let older = say("Cũ hơn", "Older", "更早")
    static let show = say("Xem", "Show", "查看")
    static let recent = say(
        "Lọc theo người làm chỉ trong 200.000 mục mới nhất.", "Filtering by actor looks at the newest 200,000 entries.",
        "按操作者筛选仅限最新200,000条。")

    static let chain = say("Chuỗi nhật ký", "Audit chain", "审计链")
    static let verify = say("Kiểm tra toàn bộ chuỗi", "Verify the whole chain", "校验整条链")
    static let whole = say("Chuỗi nguyên vẹn, số bản ghi:", "The chain is whole; records:", "链完整,记录数:")
    static let broken = say("Chuỗi KHÔNG nguyên vẹn:", "The chain is NOT whole:", "链不完整:")
    static let corrections = say(
        "Kết quả đọc đã sửa, làm dữ liệu huấn luyện", "Corrected reads, as training data", "已更正识别结果(训练数据)")
    static let export = say("Tải JSON Lines", "Download JSON Lines", "下载JSON Lines")

    static func role(_ role: Role) -> Phrase {
        switch role {
        case .administrator: say("Quản trị", "Administrator", "管理员")
        case .supervisor: say("Trưởng ca", "Supervisor", "值班长")
        case .officer: say("Cán bộ", "Officer", "关员")
        case .firm: say("Doanh nghiệp", "Firm", "企业")
        }
    }
}
