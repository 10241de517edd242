/// What is said on every page. An area's own words stand in its own folder.
enum Words {
    static let skip = Phrase(vi: "Đến nội dung", en: "Skip to content", zh: "跳到内容")
    static let navigation = Phrase(vi: "Điều hướng", en: "Navigation", zh: "导航")
    static let signIn = Phrase(vi: "Đăng nhập", en: "Sign in", zh: "登录")
    static let signOut = Phrase(vi: "Đăng xuất", en: "Sign out", zh: "退出")
    static let name = Phrase(vi: "Tên đăng nhập", en: "Name", zh: "用户名")
    static let password = Phrase(vi: "Mật khẩu", en: "Password", zh: "密码")
    static let code = Phrase(
        vi: "Mã từ ứng dụng xác thực (nếu có)", en: "Code of your authenticator (if you have one)", zh: "验证器代码(如有)")
    static let wrongLogin = Phrase(
        vi: "Tên, mật khẩu hoặc mã không đúng.", en: "The name, the password or the code is wrong.", zh: "用户名、密码或代码错误。")
    static let account = Phrase(vi: "Tài khoản", en: "Account", zh: "账户")
    static let oldPassword = Phrase(vi: "Mật khẩu hiện tại", en: "Present password", zh: "当前密码")
    static let newPassword = Phrase(
        vi: "Mật khẩu mới (ít nhất 10 ký tự)", en: "New password (10 characters or more)", zh: "新密码(至少10个字符)")
    static let changePassword = Phrase(vi: "Đổi mật khẩu", en: "Change the password", zh: "修改密码")
    static let mustChange = Phrase(
        vi: "Mật khẩu này chỉ dùng được một lần. Hãy chọn mật khẩu của riêng bạn.",
        en: "This password serves once. Choose one of your own.", zh: "此密码只能使用一次。请设置自己的密码。")
    static let passwordChanged = Phrase(vi: "Đã đổi mật khẩu.", en: "The password was changed.", zh: "密码已修改。")
    static let passwordShort = Phrase(
        vi: "Mật khẩu mới quá ngắn.", en: "The new password is too short.", zh: "新密码太短。")
    static let sessions = Phrase(vi: "Phiên đăng nhập", en: "Sessions", zh: "会话")
    static let thisSession = Phrase(vi: "phiên này", en: "this one", zh: "当前会话")
    static let endSession = Phrase(vi: "Kết thúc", en: "End", zh: "结束")
    static let since = Phrase(vi: "Từ", en: "Since", zh: "开始于")
    static let lastUsed = Phrase(vi: "Dùng lần cuối", en: "Last used", zh: "最近使用")
    static let secondFactor = Phrase(vi: "Mã xác thực", en: "One-time codes", zh: "动态验证码")
    static let secondFactorOn = Phrase(vi: "Đang dùng.", en: "In use.", zh: "已启用。")
    static let secondFactorOff = Phrase(
        vi: "Chưa dùng. Đọc địa chỉ này bằng ứng dụng xác thực, rồi nhập mã:",
        en: "Not in use. Give this address to your authenticator, then enter its code:", zh: "未启用。将此地址添加到验证器,然后输入代码:")
    static let confirm = Phrase(vi: "Xác nhận", en: "Confirm", zh: "确认")
    static let problem = Phrase(vi: "Không thực hiện được", en: "That did not work", zh: "操作未成功")
    static let requestID = Phrase(vi: "Mã yêu cầu", en: "Request id", zh: "请求编号")
    static let back = Phrase(vi: "Trở lại", en: "Back", zh: "返回")
    static let movements = Phrase(vi: "Chuyến hàng", en: "Movements", zh: "运输")
    static let file = Phrase(vi: "Nộp tờ khai", en: "File a declaration", zh: "提交申报")
    static let systems = Phrase(vi: "Khóa và webhook", en: "Keys and webhooks", zh: "密钥与回调")
    static let welcome = Phrase(vi: "Cửa khẩu", en: "Border gate", zh: "口岸")
    static let nothingHere = Phrase(
        vi: "Vai trò của bạn chưa có trang nào ở đây.", en: "There are no pages for your role here yet.",
        zh: "您的角色在此暂无页面。")
}
