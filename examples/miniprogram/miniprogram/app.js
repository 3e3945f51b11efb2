import './api'

App({})
